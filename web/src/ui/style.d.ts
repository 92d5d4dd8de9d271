import "react";

declare module "react" {
  interface CSSProperties {
    /** The hue of an avatar or of a tag's dot. */
    "--h"?: number | undefined;
  }
}
