interface ImportMetaEnv {
  /** Where the graph is, when it is not the demo of `npm start`. */
  readonly VITE_GATEWAY_URL?: string;
}
