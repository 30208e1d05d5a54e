using System.Diagnostics.Metrics;
using VfioActors.Runtime.Telemetry;

namespace VfioActors.Runtime;

/// <summary>What one running topology tells whoever listens to its meter: counts that are kept anyway.</summary>
internal sealed class SystemMeter : IDisposable
{
    private readonly Meter _meter = new(VfioActorsTelemetry.Name);

    internal SystemMeter(BehaviorSystem system)
    {
        _meter.CreateObservableCounter(
            "vfioactors.deliveries", () => system.Deliveries, "{message}",
            "Messages, timers and answers that were handled.");
        _meter.CreateObservableUpDownCounter(
            "vfioactors.messages.in_flight", () => system.InFlight, "{message}",
            "Messages, timers and choices that are on their way.");
        _meter.CreateObservableGauge(
            "vfioactors.queue.longest", () => system.LongestQueue, "{message}",
            "Messages that waited for the actor for which most did, when it last looked.");
        _meter.CreateObservableCounter(
            "vfioactors.promises.broken", () => system.Broken.Count, "{promise}", "Promises that were broken.");
    }

    public void Dispose() => _meter.Dispose();
}
