"""Who a report is for, and what they may see: decided before anything is computed."""
