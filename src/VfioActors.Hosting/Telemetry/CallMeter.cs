using System.Diagnostics;
using System.Diagnostics.Metrics;
using VfioActors.Runtime.Telemetry;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Telemetry;

/// <summary>
/// Counts the calls of users that one actor answers. Belongs to the thread of its door or part; others may read the
/// counts. The clock is looked at only while somebody wants to know how long calls take.
/// </summary>
/// <param name="actor">The name of the actor, the same as that of its door.</param>
internal sealed class CallMeter(string actor)
{
    private static readonly int Errors = Enum.GetValues<Errno>().Max(error => (int)error) + 1;

    private readonly KeyValuePair<string, object?> _actor = new("actor", actor);
    private readonly long[] _refusals = new long[Errors];
    private long _answered;

    /// <summary>How many calls were answered, refusals among them.</summary>
    internal Measurement<long> Answered => new(Volatile.Read(ref _answered), _actor);

    /// <summary>How many were refused, by error.</summary>
    internal IEnumerable<Measurement<long>> Refusals =>
        from error in Enum.GetValues<Errno>()
        let count = error == Errno.None ? 0 : Volatile.Read(ref _refusals[(int)error])
        where count > 0
        select new Measurement<long>(count, _actor, new("errno", $"{error}"));

    /// <summary>A call begins.</summary>
    /// <returns>When; 0 when nobody wants to know.</returns>
    internal static long Begin() =>
        VfioActorsTelemetry.OperationDuration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A call is answered.</summary>
    /// <param name="operation">Its kind, such as <c>Container.Map</c>.</param>
    /// <param name="error">Why it was refused.</param>
    /// <param name="begun">When it began; 0 when nobody looked.</param>
    internal void End(string operation, Errno error, long begun)
    {
        Volatile.Write(ref _answered, _answered + 1);
        if (error != Errno.None) { Volatile.Write(ref _refusals[(int)error], _refusals[(int)error] + 1); }
        if (begun != 0) { Tell(operation, Stopwatch.GetElapsedTime(begun)); }
    }

    private void Tell(string operation, TimeSpan took) => VfioActorsTelemetry.OperationDuration.Record(
        took.TotalSeconds, _actor, new KeyValuePair<string, object?>("operation", operation));
}
