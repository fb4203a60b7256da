// All that the form needs of CEL: to compile a condition and to work it out.
export { celEnv, isCelError, parse, plan } from "@bufbuild/cel";
