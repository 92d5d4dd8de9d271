import { useStore } from "@/lib/store";
import { jobs } from "../../jobs";
import { BulkJob } from "./BulkJob";

/** All work on many conversations that goes on. */
export default function BulkJobs() {
  return useStore(jobs).map((id) => <BulkJob key={id} id={id} />);
}
