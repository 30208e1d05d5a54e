using System.Diagnostics.Metrics;
using VfioActors.Behaviors;
using VfioActors.Runtime;
using VfioActors.Runtime.Telemetry;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Faults.Reporters;

namespace VfioActors.Hosting.Telemetry;

/// <summary>
/// What the actors of an application tell whoever listens to the meter <see cref="VfioActorsTelemetry.Name"/>: the
/// calls that doors and parts count, and what containers and fault queues hold, which each of them notes after its
/// steps.
/// </summary>
internal sealed class KernelTelemetry : IStepWatcher, IDisposable
{
    private readonly Meter _meter = new(VfioActorsTelemetry.Name);
    private readonly List<CallMeter> _calls = [];
    private long[] _pages = [];
    private long[] _faults = [];

    internal KernelTelemetry()
    {
        _meter.CreateObservableCounter(
            "vfioactors.operations", () => _calls.Select(one => one.Answered), "{operation}",
            "Operations that were answered.");
        _meter.CreateObservableCounter(
            "vfioactors.refusals", () => _calls.SelectMany(one => one.Refusals), "{operation}",
            "Operations that were refused, by errno.");
        _meter.CreateObservableGauge(
            "vfioactors.pages.pinned", () => Sum(_pages), "{page}", "Pages that containers have pinned.");
        _meter.CreateObservableGauge(
            "vfioactors.faults.pending", () => Sum(_faults), "{fault}", "Page requests without an answer.");
    }

    /// <summary>Counts the calls of one more actor.</summary>
    internal CallMeter MeterOf(string actor)
    {
        CallMeter meter = new(actor);
        _calls.Add(meter);
        return meter;
    }

    /// <summary>There are so many actors.</summary>
    internal void Watch(int actors) => (_pages, _faults) = (new long[actors + 1], new long[actors + 1]);

    /// <inheritdoc/>
    public (string Property, string Reason)? Before(Cell cell, in Envelope envelope) => null;

    /// <inheritdoc/>
    public (string Property, string Reason)? After(Cell cell, in Envelope envelope)
    {
        switch (cell.State)
        {
            case ContainerState container:
                Volatile.Write(ref _pages[cell.Id.Value], (long)container.Pins.Pages.Value);
                break;
            case FaultReporterState faults: Volatile.Write(ref _faults[cell.Id.Value], faults.Pending.Count); break;
            default: break;
        }

        return null;
    }

    /// <summary>Nobody hears of these actors any more.</summary>
    public void Dispose() => _meter.Dispose();

    private static long Sum(long[] held)
    {
        var sum = 0L;
        for (var actor = 0; actor < held.Length; actor++) { sum += Volatile.Read(ref held[actor]); }
        return sum;
    }
}
