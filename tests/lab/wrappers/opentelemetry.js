// OpenTelemetry's instrumentations, which throw an accessor of the property away.
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { FetchInstrumentation } from "@opentelemetry/instrumentation-fetch";
import { XMLHttpRequestInstrumentation } from "@opentelemetry/instrumentation-xml-http-request";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { BatchSpanProcessor, WebTracerProvider } from "@opentelemetry/sdk-trace-web";

const exporter = new OTLPTraceExporter({ url: `https://${COLLECTOR}/v1/traces` });
const spans = new BatchSpanProcessor(exporter, { scheduledDelayMillis: 500 });
new WebTracerProvider({ spanProcessors: [spans] }).register();
registerInstrumentations({
  instrumentations: [new FetchInstrumentation(), new XMLHttpRequestInstrumentation()],
});
