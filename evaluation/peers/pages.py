#!/usr/bin/env python3
"""Run other extractors over the saved pages and print what they give as JSON.

usage: pages.py PAGES.tar.gz > PEERS.json
Needs, from the package registry: trafilatura, readability-lxml with lxml_html_clean, resiliparse; one that is missing is left
out. Bodies are timed alone, as seconds of CPU; metadata come from a second pass.
"""
import gzip, importlib.metadata, json, sys, tarfile, time


def trafilatura_():
    import trafilatura

    def body(page):
        return trafilatura.extract(page.decode("utf8", "replace"), include_comments=False) or ""

    def meta(page):
        found = trafilatura.extract_metadata(page.decode("utf8", "replace"))
        if found is None:
            return {}
        authors = [a.strip() for a in (found.author or "").split(";") if a.strip()]
        return {"title": found.title, "authors": authors, "date": found.date, "outlet": found.sitename}

    return "trafilatura", body, meta


def readability_():
    import lxml.html
    from readability import Document

    def body(page):
        return lxml.html.fromstring(Document(page.decode("utf8", "replace")).summary()).text_content()

    def meta(page):
        document = Document(page.decode("utf8", "replace"))
        return {"title": document.short_title(), "authors": [a for a in [document.author()] if a and a != "[no-author]"]}

    return "readability-lxml", body, meta


def resiliparse_():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def body(page):
        return extract_plain_text(HTMLTree.parse_from_bytes(page), main_content=True, alt_texts=False, links=False, comments=False)

    def meta(page):
        return {"title": HTMLTree.parse_from_bytes(page).title}

    return "resiliparse", body, meta


def main():
    with tarfile.open(sys.argv[1]) as tar:
        pages = {
            m.name.rsplit("/", 1)[1].split(".")[0]: gzip.decompress(tar.extractfile(m).read())
            for m in tar
            if m.name.endswith(".html.gz")
        }
    peers = {}
    for make in (trafilatura_, readability_, resiliparse_):
        try:
            name, body, meta = make()
        except ImportError as error:
            print(f"SKIPPED {make.__name__.strip('_')}: {error}", file=sys.stderr)
            continue
        out = {}
        start = time.process_time()
        for key, page in pages.items():
            try:
                out[key] = {"body": body(page)}
            except Exception as error:
                out[key] = {"body": ""}
                print(f"{name}: {key[:8]}: {error}", file=sys.stderr)
        seconds = time.process_time() - start
        for key, page in pages.items():
            try:
                out[key].update(meta(page))
            except Exception as error:
                print(f"{name}: {key[:8]}: {error}", file=sys.stderr)
        peers[name] = {"version": importlib.metadata.version(name), "seconds": seconds, "pages": out}
    json.dump(peers, sys.stdout)


if __name__ == "__main__":
    main()
