using System.Diagnostics.Metrics;
using VfioActors.Behaviors;
using VfioActors.Runtime.Telemetry;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Faults.Reporters;
using VfioActors.Vfio.Values;

namespace VfioActors.Storm.Measures;

/// <summary>
/// What a storm tells whoever listens to its meter. Operations and refusals are counted anyway; what actors hold is
/// looked at by their own threads, now and then, while somebody listens.
/// </summary>
internal sealed class StormTelemetry : IDisposable
{
    private readonly Meter _meter = new(VfioActorsTelemetry.Name);
    private readonly ObservableGauge<long> _pinned;
    private readonly long[] _pages;
    private readonly long[] _faults;

    /// <param name="meters">Of the clients.</param>
    internal StormTelemetry(ClientMeters meters)
    {
        (_pages, _faults) = (new long[meters.ByActor.Length], new long[meters.ByActor.Length]);
        _meter.CreateObservableCounter(
            "vfioactors.operations", () => meters.Operations, "{operation}", "Operations that were answered.");
        _meter.CreateObservableCounter(
            "vfioactors.refusals", () => RefusalsOf(meters), "{operation}", "Operations that were refused, by errno.");
        _pinned = _meter.CreateObservableGauge(
            "vfioactors.pages.pinned", () => Sum(_pages), "{page}", "Pages that containers have pinned, about.");
        _meter.CreateObservableGauge(
            "vfioactors.faults.pending", () => Sum(_faults), "{fault}", "Page requests without an answer, about.");
    }

    /// <summary>Whether somebody wants to know what actors hold.</summary>
    internal bool IsHeard => _pinned.Enabled;

    /// <summary>Looks at what an actor holds, on its own thread.</summary>
    internal void Note(Cell cell)
    {
        var actor = cell.Id.Value;
        if (cell.State is ContainerState container) { Volatile.Write(ref _pages[actor], PinnedIn(container)); }
        if (cell.State is FaultReporterState faults) { Volatile.Write(ref _faults[actor], faults.Pending.Count); }
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> RefusalsOf(ClientMeters meters) =>
        from one in meters.Refusals()
        select new Measurement<long>(one.Count, new KeyValuePair<string, object?>("errno", $"{one.Error}"));

    private static long PinnedIn(ContainerState container)
    {
        var pinned = 0L;
        for (PageIndex page = default; container.Pins.TryNext(page, out var run); page = run.End)
        {
            pinned += (long)run.Pages.Value;
        }

        return pinned;
    }

    private static long Sum(long[] held)
    {
        var sum = 0L;
        for (var actor = 0; actor < held.Length; actor++) { sum += Volatile.Read(ref held[actor]); }
        return sum;
    }
}
