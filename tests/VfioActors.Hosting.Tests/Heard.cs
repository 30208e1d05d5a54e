using System.Diagnostics;
using System.Diagnostics.Metrics;
using VfioActors.Runtime.Telemetry;

namespace VfioActors.Hosting.Tests;

/// <summary>
/// Listens to the meter and the source of activities, as OpenTelemetry does. Other tests run meanwhile: what is asked
/// for is told apart by the name of an actor.
/// </summary>
internal sealed class Heard : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;
    private readonly Lock _lock = new();
    private readonly List<(string Instrument, double Value, Dictionary<string, string> Tags)> _values = [];
    private readonly List<Activity> _ended = [];

    internal Heard()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == VfioActorsTelemetry.Name) { listener.EnableMeasurementEvents(instrument); }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _meters.Start();
        _activities = new()
        {
            ShouldListenTo = source => source.Name == VfioActorsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (_lock) { _ended.Add(activity); }
            },
        };
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>What an instrument said, with these tags, since the last look, and now.</summary>
    internal IReadOnlyList<double> Values(string instrument, params (string Key, string Value)[] tags)
    {
        _meters.RecordObservableInstruments();
        lock (_lock)
        {
            return
            [
                .. _values.Where(one => one.Instrument == instrument
                    && tags.All(tag => one.Tags.GetValueOrDefault(tag.Key) == tag.Value)).Select(one => one.Value),
            ];
        }
    }

    /// <summary>Forgets what was said so far.</summary>
    internal void Forget()
    {
        lock (_lock) { _values.Clear(); }
    }

    /// <summary>The activities that ended, of calls to an actor: name, errno and status.</summary>
    internal IReadOnlyList<string> Spans(string actor)
    {
        lock (_lock)
        {
            return
            [
                .. _ended.Where(one => Equals(one.GetTagItem("actor"), actor))
                    .Select(one => $"{one.OperationName} {one.GetTagItem("errno")} {one.Status}"),
            ];
        }
    }

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private void Add(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, string> named = [];
        foreach (var (key, what) in tags) { named[key] = $"{what}"; }
        lock (_lock) { _values.Add((instrument, value, named)); }
    }
}
