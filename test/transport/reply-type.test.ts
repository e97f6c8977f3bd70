import type { Orq } from "orq-client";
import { describe, expect, it } from "vitest";
import { bytes, head, reply, thing } from "../support/acts.ts";
import { failureOf, startRawClient } from "../support/raw-client.ts";
import type { Act } from "../support/raw-server.ts";
import { one, thingsOf } from "../support/things.ts";

const text = JSON.stringify(thing);
/** Bytes that are no text. */
const sound = new Uint8Array([0xff, 0xfb, 0, 0x0a, 0x80]);

function typed(type: string | undefined, body: string | Uint8Array, status = 200): Act {
  const headers = { ...(type !== undefined && { "content-type": type }), "content-length": String(body.length) };
  return bytes(head(status, headers), body);
}

async function resultOf(act: Act): Promise<unknown> {
  const { orq } = await startRawClient([act]);
  return transcript(orq);
}

function transcript(orq: Orq): PromiseLike<unknown> {
  return thingsOf(orq).call("GET /v2/things/{id}/transcript", { params: one });
}

describe("the content type of a success decides what it is", () => {
  it.each([
    "application/json",
    "APPLICATION/JSON; charset=utf-8",
    "application/json ;charset=utf-8",
    "application/json, application/json",
    "application/vnd.api+json; version=1",
    "application/problem+json",
    "application/x-json",
    "text/json",
    "text/html",
    "text/plain",
    "Text/Plain; charset=iso-8859-1",
    "json",
    "",
    undefined,
  ])("%s: JSON", async (type) => {
    expect(await resultOf(typed(type, text))).toEqual(thing);
    expect(await resultOf(typed(type, `[${text}]`))).toEqual([thing]);
  });

  it.each([
    "application/json",
    "text/html",
    "TEXT/HTML; charset=utf-8",
    "application/xhtml+xml",
    "nonsense",
    undefined,
  ])("rows 27 and 28: %s that is not JSON: an error that names it", async (type) => {
    const { orq } = await startRawClient([typed(type, "<html>Log in</html>")]);
    const error = await failureOf(transcript(orq));
    expect(error).toMatchObject({ name: "ResponseParseError", status: 200, body: "<html>Log in</html>" });
    expect(error.message).toContain(type ?? "missing");
  });

  it.each(["text/plain", "TEXT/PLAIN; charset=utf-8", "text/vtt", "text/csv", "text/event-stream"])(
    "%s: its text",
    async (type) => {
      for (const said of ["Hello", "42", "null", '"quoted"', "[Music] {", "a,b\n1,2\n", ""]) {
        expect(await resultOf(typed(type, said))).toBe(said);
      }
      expect(await resultOf(typed(type, Buffer.from("\ufeffé")))).toBe("é");
    },
  );

  it.each([
    "audio/mpeg",
    "AUDIO/mpeg",
    "image/png",
    "video/mp4",
    "font/woff2",
    "application/octet-stream",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/x-ndjson",
    "application/jsonl",
    "application/octet-stream; name=a/json",
    "audio/ogg; codecs=opus",
  ])("%s: a Blob of that type", async (type) => {
    const data = (await resultOf(typed(type, sound))) as Blob;
    expect(data).toBeInstanceOf(Blob);
    expect(data.type).toBe(type.toLowerCase());
    expect(new Uint8Array(await data.arrayBuffer())).toEqual(sound);
  });

  it("an empty Blob, where it has the type of one and no content", async () => {
    for (const act of [
      typed("audio/mpeg", ""),
      bytes(head(200, { "content-type": "audio/mpeg", "transfer-encoding": "chunked" }), "0\r\n\r\n"),
    ]) {
      const data = (await resultOf(act)) as Blob;
      expect([data.size, data.type]).toEqual([0, "audio/mpeg"]);
    }
  });

  it.each([
    ["application/json", 200],
    ["text/html", 200],
    [undefined, 200],
    ["audio/mpeg", 204],
    ["text/plain", 205],
  ])("nothing of the type %s and status %i: undefined", async (type, status) => {
    expect(await resultOf(typed(type, "", status))).toBeUndefined();
  });

  it("a 200 whose content the spec does not declare is a Blob too", async () => {
    const { orq } = await startRawClient([typed("audio/mpeg", sound)]);
    const data = await thingsOf(orq).call("GET /v2/things/{id}/sound", { params: one });
    expect(data?.size).toBe(sound.length);
  });

  it("a method takes JSON alone, whatever its promise", async () => {
    for (const type of ["text/plain", "audio/mpeg"]) {
      const { orq } = await startRawClient([reply(200, { "content-type": type }, "please log in")]);
      for (const call of [
        orq.identities.retrieve("a"),
        orq.identities.delete("a"),
        orq.call("GET /v2/identities", {}),
      ]) {
        expect(await failureOf(call)).toMatchObject({ name: "ResponseParseError" });
      }
    }
  });
});
