import * as here from "orq-client";
import { describe, expect, it, vi } from "vitest";
import { retrieve } from "./support/things.ts";

const { AuthError, ConfigError, isOrqError, NotFoundError, OrqError, ReplyError, StatusError } = here;

/** The library, loaded a second time: its classes are other ones. */
async function secondCopy(): Promise<typeof here> {
  vi.resetModules();
  return import("orq-client");
}

async function notFound({ Orq }: typeof here): Promise<unknown> {
  const fetch = async (): Promise<Response> => Response.json({ message: "none" }, { status: 404 });
  return retrieve(new Orq({ apiKey: "secret-key", fetch })).catch((error: unknown) => error);
}

describe("errors", () => {
  it("are known across two loaded copies, each by its class and those above it", async () => {
    const there = await secondCopy();
    expect(there.NotFoundError).not.toBe(NotFoundError);
    for (const error of [await notFound(here), await notFound(there)]) {
      for (const copy of [here, there]) {
        expect(copy.isOrqError(error)).toBe(true);
        for (const type of [copy.OrqError, copy.ReplyError, copy.StatusError, copy.NotFoundError]) {
          expect(error).toBeInstanceOf(type);
        }
        expect(error).not.toBeInstanceOf(copy.AuthError);
        expect(error).not.toBeInstanceOf(copy.ConfigError);
      }
    }
  });

  it("are no other errors, and no look-alikes", () => {
    for (const value of [undefined, null, 1, "x", {}, new Error("x"), { name: "OrqError" }, Object.create(null)]) {
      expect(isOrqError(value)).toBe(false);
      expect(value instanceof StatusError).toBe(false);
    }
  });

  it("can be derived from: a derived class knows its own alone", async () => {
    class Mine extends ConfigError {}
    expect(new Mine("x")).toBeInstanceOf(Mine);
    expect(new Mine("x")).toBeInstanceOf(ConfigError);
    expect(new ConfigError("x")).not.toBeInstanceOf(Mine);
  });

  it("have the name of their class, their cause, and a code", () => {
    const cause = new Error("below");
    const error = new ConfigError("above", { cause });
    expect(error).toMatchObject({ name: "ConfigError", code: "CONFIG", message: "above", cause });
    expect(String(error)).toBe("ConfigError: above");
    expect([OrqError.kind, ReplyError.kind, AuthError.kind]).toEqual(["OrqError", "ReplyError", "AuthError"]);
  });
});
