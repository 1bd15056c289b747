# roireport with all that it needs for PDFs. In this repository:
#     docker build -t roireport .
# In a workspace, as the user whose files they are, so that git trusts its repository:
#     docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/workspace" roireport build
FROM python:3.13-slim-bookworm AS wheel
WORKDIR /source
COPY constraints.txt ./
RUN pip install --no-cache-dir -c constraints.txt hatchling
COPY pyproject.toml README.md LICENSE ./
COPY roireport roireport
COPY templates templates
RUN python -m hatchling build -t wheel -d /dist

FROM python:3.13-slim-bookworm
# The faces of reports come with the wheel; fontconfig brings DejaVu for characters that they lack.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        git libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    && rm -rf /var/lib/apt/lists/*
RUN --mount=from=wheel,source=/dist,target=/dist --mount=from=wheel,source=/source/constraints.txt,target=/constraints.txt \
    pip install --no-cache-dir -c /constraints.txt /dist/*.whl
RUN useradd --create-home --shell /usr/sbin/nologin roireport
USER roireport
WORKDIR /workspace
ENTRYPOINT ["roireport"]
CMD ["--help"]
