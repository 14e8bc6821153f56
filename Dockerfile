# The book in JupyterLab:  docker build -t cross-entropy . && docker run --rm -p 8888:8888 cross-entropy
FROM python:3.12-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends make \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home reader && install -d -o reader /book
USER reader
WORKDIR /book
COPY --chown=reader:reader . .
RUN make setup
EXPOSE 8888
# JupyterLab prints the address to open, with its token
CMD ["make", "lab", "LAB_FLAGS=--ip=0.0.0.0 --no-browser"]
