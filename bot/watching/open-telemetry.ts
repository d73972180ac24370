import { ROOT_CONTEXT, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Timed, Timer } from './thread.ts';

/**
 * Sends timed work as spans over OTLP/HTTP (https://opentelemetry.io/docs/specs/otlp). The exporter reads OTEL_EXPORTER_OTLP_ENDPOINT
 * and its kin, the sampler OTEL_TRACES_SAMPLER. A collector that is away costs the spans and nothing else.
 */
export function openTelemetry(node: string): Timer {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'osaajaks-guide', 'service.instance.id': node }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('osaajaks-guide');
  const spans = new WeakMap<Timed, Span>();
  return {
    begin(name, within) {
      const above = within && spans.get(within);
      const span = tracer.startSpan(name, {}, above ? trace.setSpan(ROOT_CONTEXT, above) : ROOT_CONTEXT);
      const timed: Timed = {
        end(fields, failed) {
          for (const [field, value] of Object.entries(fields))
            if (value !== undefined) span.setAttribute(field, value);
          if (failed !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failed });
          span.end();
        },
      };
      spans.set(timed, span);
      return timed;
    },
    close: () => provider.shutdown(),
  };
}
