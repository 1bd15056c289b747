"""Take the series of a KPI from a CSV file or a workbook as a CRM or Excel writes it."""
