# The first stage has pip and may compile; the last has Python, the application and nothing else.

FROM python:3.13-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN PYTHON=python .ci/install /opt/comptoir

FROM python:3.13-slim-bookworm
RUN python -m pip uninstall --yes --root-user-action=ignore pip \
 && useradd --system --no-create-home --shell /usr/sbin/nologin comptoir
COPY --from=build /opt/comptoir /opt/comptoir
ENV PATH=/opt/comptoir/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    COMPTOIR_MODE=production
USER comptoir
WORKDIR /tmp
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-m", "api.commands.healthcheck"]
CMD ["comptoir", "serve"]
