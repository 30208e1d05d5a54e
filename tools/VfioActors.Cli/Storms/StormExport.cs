using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using VfioActors.Behaviors.Values;
using VfioActors.Cli.Terminals;
using VfioActors.Runtime.Telemetry;
using VfioActors.Storm;

namespace VfioActors.Cli.Storms;

/// <summary>
/// Sends what a storm measures to a collector, by OTLP over HTTP: metrics each second, the storm as a span, its
/// beginning and end as logs. What the collector does not take is lost, which is told when the storm is over.
/// </summary>
internal sealed class StormExport : IDisposable
{
    private const int PauseMilliseconds = 1000;
    private const int FlushMilliseconds = 5000;

    private readonly MeterProvider _metrics;
    private readonly TracerProvider _spans;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;
    private readonly Uri _collector;
    private bool _isTaken = true;

    /// <param name="collector">Where it listens, such as <c>http://localhost:4318</c>.</param>
    internal StormExport(Uri collector)
    {
        _collector = collector;
        _metrics = Sdk.CreateMeterProviderBuilder()
            .AddMeter(VfioActorsTelemetry.Name)
            .AddOtlpExporter((exporter, reader) =>
            {
                To(exporter, collector, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = PauseMilliseconds;
            })
            .Build();
        _spans = Sdk.CreateTracerProviderBuilder()
            .AddSource(VfioActorsTelemetry.Name)
            .AddOtlpExporter(exporter => To(exporter, collector, "v1/traces"))
            .Build();
        _logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(
            options => options.AddOtlpExporter(exporter => To(exporter, collector, "v1/logs"))));
        _log = _logs.CreateLogger(VfioActorsTelemetry.Name);
    }

    /// <summary>A collector by its address; null for none.</summary>
    /// <exception cref="UsageException">It is no address.</exception>
    internal static StormExport? To(string? collector)
    {
        if (collector is null) { return null; }
        return Uri.TryCreate(collector, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new(uri)
            : throw new UsageException($"--otlp is '{collector}'; accepted: such as http://localhost:4318");
    }

    /// <summary>The storm begins.</summary>
    internal void Begin(StormOptions options) =>
        Write(LogLevel.Information, $"a storm of {Counted.Of(options.Clients, "client")}, seed {options.Seed}");

    /// <summary>The last look at what is measured, while it is there.</summary>
    internal void Flush() => _isTaken = _metrics.ForceFlush(FlushMilliseconds);

    /// <summary>What became of what was sent, where the collector did not take it.</summary>
    /// <returns>In one line; null when it took the last metrics.</returns>
    internal string? Loss() =>
        _isTaken ? null : $"--otlp: {_collector.OriginalString} did not take what was measured: is a collector there?";

    /// <summary>The storm is judged.</summary>
    internal void End(StormReport report)
    {
        foreach (var violation in report.Violations) { Write(LogLevel.Error, $"{violation}"); }
        Write(LogLevel.Information, $"{Counted.Of(report.Operations, "operation")} in {report.Seconds:F1} s");
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _spans.Dispose();
        _logs.Dispose();
    }

    private void Write(LogLevel level, string text) => _log.Log(level, default, text, null, (line, _) => line);

    private static void To(OtlpExporterOptions options, Uri collector, string signal)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new(collector.AbsoluteUri.TrimEnd('/') + "/" + signal);
        options.ExportProcessorType = ExportProcessorType.Batch;
    }
}
