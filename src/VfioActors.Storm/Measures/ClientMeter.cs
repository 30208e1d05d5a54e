using System.Diagnostics;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Runtime.Telemetry;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Values;

namespace VfioActors.Storm.Measures;

/// <summary>
/// Watches one client: how many operations it had answered, how long they took, and what it was refused. Belongs to
/// the thread of its client; others may read the counts.
/// </summary>
/// <remarks>
/// To look at the clock costs about as much as a step, so after a while one operation in eight is timed and stands for
/// eight, chosen by a hash of its number. All are counted. What is begun before the actors run is not timed.
/// </remarks>
public sealed class ClientMeter
{
    /// <summary>All of the first operations are timed.</summary>
    private const int First = 4096;

    /// <summary>Then one in so many.</summary>
    private const int OneIn = 8;

    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private readonly int[] _operations;
    private readonly long[] _begun;
    private readonly long[] _refusals;
    private readonly StormClientOptions _options;
    private StormClientState? _state;
    private int _next;
    private int _timed;
    private int _open;
    private long _answered;
    private long _succeeded;

    /// <param name="options">The client.</param>
    public ClientMeter(StormClientOptions options)
    {
        _options = options;
        _operations = new int[options.Window];
        _begun = new long[options.Window];
        _refusals = new long[Enum.GetValues<Errno>().Max(error => (int)error) + 1];
    }

    /// <summary>How many operations were answered.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>How many operations were answered without an error.</summary>
    public long Succeeded => Volatile.Read(ref _succeeded);

    /// <summary>How long those took that were timed.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>How many operations are in flight.</summary>
    public int InFlight => Volatile.Read(ref _open);

    /// <summary>How often the error was the answer.</summary>
    public long Refusals(Errno error) => Volatile.Read(ref _refusals[(int)error]);

    /// <summary>Notes what was begun before the first step.</summary>
    internal void Before(Cell cell)
    {
        if (_state is not null) { return; }
        _state = (StormClientState)cell.State;
        _next = _state.Begun.Value;
    }

    /// <summary>Notes what a step of the client did.</summary>
    internal void After(OperationId served)
    {
        var now = 0L;
        if (_state!.AnswerTo(served) is { } error) { NoteAnswered(error, served, ref now); }
        if (_state.Begun.Value != _next) { NoteBegun(_state, now); }
        Volatile.Write(ref _open, _state.Open.Count);
    }

    private void NoteAnswered(Errno error, OperationId served, ref long now)
    {
        Volatile.Write(ref _answered, _answered + 1);
        if (error == Errno.None) { Volatile.Write(ref _succeeded, _succeeded + 1); }
        else { Volatile.Write(ref _refusals[(int)error], _refusals[(int)error] + 1); }
        var place = _operations.AsSpan(0, _timed).IndexOf(served.Value);
        if (place < 0) { return; }
        now = Stopwatch.GetTimestamp();
        var nanoseconds = (now - _begun[place]) * NanosecondsPerTick;
        Latencies.Add((long)nanoseconds, _next < First ? 1 : OneIn);
        if (VfioActorsTelemetry.OperationDuration.Enabled) { Tell(nanoseconds / 1e9); }
        _timed--;
        (_operations[place], _begun[place]) = (_operations[_timed], _begun[_timed]);
    }

    /// <summary>What was numbered and not begun, because nothing could be done, is not in flight.</summary>
    /// <param name="now">0 when nobody has looked at the clock in this step.</param>
    private void NoteBegun(StormClientState state, long now)
    {
        for (; _next != state.Begun.Value; _next = _options.NumberAfter(_next))
        {
            if (!IsTimed(_next)) { continue; }
            var operation = _options.IdOf(_next);
            if (!state.Open.Contains(operation)) { continue; }
            if (now == 0) { now = Stopwatch.GetTimestamp(); }
            (_operations[_timed], _begun[_timed]) = (operation.Value, now);
            _timed++;
        }
    }

    private static void Tell(double seconds) => VfioActorsTelemetry.OperationDuration.Record(seconds);

    private static bool IsTimed(int number) => number < First || Fingerprint.Mix(0, (ulong)number) % OneIn == 0;
}
