import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

/**
 * The company's logo as a `data:` address. An `<img>` cannot fetch it by itself: the access token lives in memory and travels in
 * a header only, and a path that opens without one would show a company's logo to whoever learns it.
 */
export function logoQuery(logoUrl: string) {
  const v = new URL(logoUrl, location.origin).searchParams.get("v");
  return queryOptions({
    queryKey: ["logo", logoUrl],
    queryFn: async () => {
      const query = v === null ? {} : { v };
      const asked = api.GET("/api/v1/tenant/logo", { params: { query }, parseAs: "blob" });
      return dataAddress(await take(asked as Promise<{ data?: Blob }>));
    },
  });
}

/** A small file as an address that holds all of it. */
async function dataAddress(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return `data:${file.type};base64,${btoa(text)}`;
}
