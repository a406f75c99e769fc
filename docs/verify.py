#!/usr/bin/env python3
"""Verifies an export of OneMatter with nothing but Python's standard library. Written from docs/ledger.md alone.

usage: verify.py FILE [--key ID] [--receipt FILE]...    prints one finding a line; exit 0 if there is none
"""
import argparse, hashlib, json, re, sys

# The SM2 curve (GB/T 32918.5) and the identity that signatures are bound to.
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A, B = P - 3, 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
     0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)
IDENTITY = b"1234567812345678"

def sm3(data): return hashlib.new("sm3", data).digest()

def add(p, q):
    if p is None or q is None: return p or q
    if p[0] == q[0] and (p[1] + q[1]) % P == 0: return None
    slope = (3 * p[0] ** 2 + A) * pow(2 * p[1], -1, P) if p == q else (q[1] - p[1]) * pow(q[0] - p[0], -1, P)
    x = (slope ** 2 - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P

def times(k, p):
    result = None
    while k:
        if k & 1: result = add(result, p)
        p, k = add(p, p), k >> 1
    return result

def is_signed(message, signature, key):
    """SM2 with SM3: `signature` is r and s, `key` is 04 and the point, both in hexadecimal."""
    if not re.fullmatch("04[0-9a-f]{128}", key) or not re.fullmatch("[0-9a-f]{128}", signature): return False
    x, y, r, s = (int(t, 16) for t in (key[2:66], key[66:], signature[:64], signature[64:]))
    if (y * y - x ** 3 - A * x - B) % P or not (0 < r < N and 0 < s < N) or (r + s) % N == 0: return False
    number = lambda value: value.to_bytes(32, "big")
    z = sm3((len(IDENTITY) * 8).to_bytes(2, "big") + IDENTITY + b"".join(map(number, (A, B, *G, x, y))))
    point = add(times(s, G), times((r + s) % N, (x, y)))
    return point is not None and (int.from_bytes(sm3(z + message), "big") + point[0]) % N == r

def canonical(value):
    """RFC 8785 for null, truth values, texts, whole numbers, arrays and objects."""
    def ordered(v):
        if isinstance(v, dict): return {k: ordered(v[k]) for k in sorted(v, key=lambda k: k.encode("utf-16-be"))}
        return [ordered(x) for x in v] if isinstance(v, list) else v
    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":")).encode()

def no_fraction(text): raise ValueError("a fraction")

def parse(line):
    value = json.loads(line.decode(), parse_float=no_fraction, parse_constant=no_fraction)
    if canonical(value) != line: raise ValueError("not in the canonical spelling")
    return value

def root(digest, leaf, index, size, proof):
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2); None if its length is wrong."""
    if not 0 <= index < size: return None
    last, node = size - 1, digest(b"\0" + leaf)
    for sibling in map(bytes.fromhex, proof):
        if last == 0: return None
        if index & 1 or index == last:
            node = digest(b"\1" + sibling + node)
            while not index & 1 and index: index, last = index >> 1, last >> 1
        else: node = digest(b"\1" + node + sibling)
        index, last = index >> 1, last >> 1
    return node.hex() if last == 0 else None

KINDS = [{"format", "ledger", "algorithm", "matter", "events", "at"}, {"index"}, {"definition", "digest"},
         {"row", "subject"}, {"attachment"}, {"event", "hash", "position", "proof"},
         {"checkpoint", "publicKey", "signature"}, {"end", "signature"}]

def check_signed(signed, say, place):
    ok = sm3(bytes.fromhex(signed["publicKey"])).hex() == signed["checkpoint"]["key"]
    if not ok or not is_signed(canonical(signed["checkpoint"]), signed["signature"], signed["publicKey"]):
        say("checkpoint-signature", place)

def verify(data, key=None, receipts=()):
    findings = []
    def say(code, place): findings.append(f"{code} {place}")
    def expect(holds, code, place):
        if not holds: say(code, place)
    expect(data.endswith(b"\n"), "truncated", "file")
    lines, groups, stage = data.split(b"\n")[:-1], [[] for _ in KINDS], 0
    for number, line in enumerate(lines, 1):
        try: value = parse(line)
        except (ValueError, RecursionError): say("not-canonical", f"line {number}"); continue
        if not isinstance(value, dict) or set(value) not in KINDS: say("unknown-line", f"line {number}"); continue
        kind = KINDS.index(set(value))
        expect(kind >= stage, "misplaced-line", f"line {number}")
        stage = max(stage, kind)
        groups[kind].append(value)
    heads, index, definitions, rows, attachments, events, checkpoints, ends = groups
    for group, name in ((heads, "header"), (checkpoints, "checkpoint"), (ends, "end")):
        expect(len(group) == 1, "missing-line", name)
    if findings: return findings
    header, signed, end = heads[0], checkpoints[0], ends[0]
    point = signed["checkpoint"]
    digest = sm3 if point["algorithm"] == "sm3" else lambda data: hashlib.sha256(data).digest()
    check_signed(signed, say, "checkpoint")
    expect(key in (None, point["key"]), "unknown-key", "checkpoint")
    expect(header["format"] == "onematter-export/1" and header["events"] == len(events)
           and header["ledger"] == point["ledger"] and header["algorithm"] == point["algorithm"]
           and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", header["at"]), "header", "line 1")
    closed = {"format": "onematter-end/1", "lines": len(lines) - 1, "key": point["key"],
              "digest": digest(data[:len(data) - len(lines[-1]) - 1]).hex()}
    expect(canonical(end["end"]) == canonical(closed), "end", "end")
    expect(is_signed(canonical(end["end"]), end["signature"], signed["publicKey"]), "end-signature", "end")
    previous, position, last, used, places, summary, files = "0" * 64, -1, {}, set(), {}, [], []
    for number, line in enumerate(events, 1):
        record, place = line["event"], f"event {number}"
        hash = digest(canonical(record))
        expect(record["number"] == number, "number", place)
        expect(record["format"] == "onematter-event/1" and record["matter"] == header["matter"], "record", place)
        expect(line["hash"] == hash.hex(), "event-hash", place)
        expect(record["previous"] == previous, "chain", place)
        expect(line["position"] > position, "position", place)
        previous, position = hash.hex(), line["position"]
        places[number] = (previous, position)
        expect(root(digest, hash, position, point["size"], line["proof"]) == point["root"], "proof", place)
        used.add(canonical(record["workflow"]))
        for change in record["changes"]:
            expect(change.get("before") == last.get(change["subject"]), "change", place)
            last[change["subject"]] = change["after"]
        by, duty, absent = record["by"], record.get("assignment"), record.get("onBehalfOf")
        summary.append(" · ".join([str(record["number"]), record["at"], record["kind"]]
            + ([f"duty {duty}"] if duty is not None else [])
            + [f"{by['name']} ({by.get('role', '?')}, {by.get('organisation', '?')})"
               + (f" for {absent['name']}" if absent else "")]))
        if "_0" in record["body"].get("attachmentAdded", {}): files.append(record["body"]["attachmentAdded"]["_0"])
    expect([line["index"] for line in index] == summary, "index", "index")
    expect(canonical([line["attachment"] for line in attachments]) == canonical(files), "attachment", "attachment")
    found = [canonical({"id": d["definition"].get("id"), "version": d["definition"].get("version"),
                        "digest": sm3(canonical(d["definition"])).hex()}) for d in definitions]
    expect(all(sm3(canonical(d["definition"])).hex() == d["digest"] for d in definitions), "definition-digest", "definition")
    expect(sorted(found) == sorted(used), "definition", "definition")
    shown = [(line["subject"], digest(canonical(line["row"])).hex()) for line in rows]
    expect(sorted(shown) == sorted(last.items()), "row", "row")
    for receipt in receipts:
        kept, code, number = receipt["signed"]["checkpoint"], None, receipt["number"]
        check_signed(receipt["signed"], say, "receipt")
        proven = root(digest, bytes.fromhex(receipt["hash"]), receipt["position"], kept["size"], receipt["proof"])
        if proven != kept["root"]: code = "receipt"
        elif (kept["ledger"], kept["key"], kept["algorithm"]) != (point["ledger"], point["key"], point["algorithm"]):
            code = "receipt-of-other-ledger"
        elif kept["size"] == point["size"] and kept["root"] != point["root"]: code = "fork"
        elif receipt["matter"] != header["matter"]: code = "receipt-of-other-matter"
        elif number in places:
            if places[number] != (receipt["hash"], receipt["position"]): code = "rolled-back"
        else: code = "rolled-back" if (point["size"], 0) >= (kept["size"], 0) or point["at"] >= kept["at"] else "older-than-receipt"
        if code: say(code, "receipt")
    return findings

def checked(data, key=None, receipts=()):
    """Whatever is missing or of another type in a file is a fault of the file, not of the verifier."""
    try: return verify(data, key, receipts)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error: return [f"malformed {error!r}"]

if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file")
    options.add_argument("--key")
    options.add_argument("--receipt", action="append", default=[])
    given = options.parse_args()
    read = lambda path: open(path, "rb").read()
    result = checked(read(given.file), given.key, [parse(read(p).rstrip(b"\n")) for p in given.receipt])
    print("\n".join(result) or "OK")
    sys.exit(1 if result else 0)
