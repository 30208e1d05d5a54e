using System.Diagnostics;
using Akka.Actor;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Runtime;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Recordings;
using VfioActors.Runtime.Telemetry;
using VfioActors.Scenarios;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Storm.Measures;
using VfioActors.Tracing;
using VfioActors.Tracing.Files;

namespace VfioActors.Storm;

/// <summary>One storm: real actors under load, told to heal after a time, judged when they are at rest.</summary>
public sealed class StormRun
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    private readonly StormOptions _options;
    private readonly Setup _setup;
    private readonly ClientMeters _meters;
    private readonly StormChooser _chooser;
    private readonly StormPatience _patience;
    private readonly StormJudge _judge;
    private readonly List<StormSample> _samples = [];
    private int _isBegun;
    private long _start;
    private TimeSpan _sampled;
    private bool _isHealing;
    private bool _isCut;

    /// <param name="options">What kind of storm.</param>
    /// <exception cref="ArgumentException">Something is out of its bounds, or not known, or not there.</exception>
    public StormRun(StormOptions options)
    {
        var scenario = ScenarioCatalog.Storm;
        options.Check();
        _options = options;
        _ = options.Arguments(scenario);

        // Clients with an end of their own do not ask whether to halt: they are told here when they come to it.
        _setup = Setup.Of(scenario, options.Arguments(scenario), Delivery.Causal);
        _meters = new(_setup.Topology, options.Clients, options.Window);
        _chooser = new(_meters.First, new SeededChooser(options.Seed, options.FaultRate));
        _patience = new(() => _meters.Succeeded, () => _chooser.Doubts, options.Patience);
        _judge = new(_setup);
    }

    /// <summary>Heard about ten times a second, on a thread of its own.</summary>
    public Action<StormRun, StormSample> Progress { get; init; } = (_, _) => { };

    /// <summary>Heard when the storm is judged, before its instruments are gone: the last look at them.</summary>
    public Action Judged { get; init; } = () => { };

    /// <summary>What is measured, also while the storm goes on.</summary>
    public ClientMeters Meters => _meters;

    /// <summary>The header of a recording of this storm.</summary>
    /// <param name="product">The version of the product.</param>
    public TraceHeader HeaderOf(string product) => StormHeaders.Of(_setup, _options.Seed, product);

    /// <summary>Runs the storm to its end.</summary>
    /// <param name="cancellation">Has the clients halt now; the storm still comes to rest and is judged.</param>
    /// <exception cref="InvalidOperationException">It was run before: what it counted then is of that run.</exception>
    public async Task<StormReport> GoAsync(string product, CancellationToken cancellation = default)
    {
        if (Interlocked.Exchange(ref _isBegun, 1) != 0)
        {
            throw new InvalidOperationException("a storm is run once: make another one of the same options");
        }

        var records = _options.Records || _options.RecordTo is not null;
        var recorder = records ? new TraceRecorder(_setup.Topology) : null;
        using var file = FileFor(recorder, product);
        using var actors = ActorSystem.Create("storm", StormSettings.Quiet);
        using StormTelemetry telemetry = new(_meters);
        using var activity = VfioActorsTelemetry.Source.StartActivity("storm");
        _start = Stopwatch.GetTimestamp();
        var system = await BehaviorSystem.StartAsync(actors, _setup.Topology, new()
        {
            Chooser = _chooser,
            Watcher = new StormWatcher(_setup, _meters.ByActor, telemetry),
            Recorder = recorder,
            Broken = _judge.Note,
        }).ConfigureAwait(false);
        await using var running = system.ConfigureAwait(false);
        await HurtAsync(system, cancellation).ConfigureAwait(false);
        var atRest = await HealAsync(system).ConfigureAwait(false);
        var rest = atRest ? system : null;
        var problem = Completed(file, rest);
        var report = Report(system, atRest);
        Judged();
        return report with
        {
            RecordingProblem = problem,
            Recording = file is null ? recorder?.Take(HeaderOf(product), rest) : null,
        };
    }

    /// <summary>A disk that became full takes nothing of what is known about the storm.</summary>
    private static string? Completed(RecordingFile? file, IWorldView? rest)
    {
        try
        {
            file?.Complete(rest);
            return null;
        }
        catch (TraceWriteException failure)
        {
            return failure.Message;
        }
    }

    private RecordingFile? FileFor(TraceRecorder? recorder, string product) =>
        _options.RecordTo is null || recorder is null
            ? null
            : new(_options.RecordTo, HeaderOf(product), recorder, RuntimeSettings.From(RuntimeSettings.Reference));

    private async Task HurtAsync(BehaviorSystem system, CancellationToken cancellation)
    {
        // To make the actors may have taken a while.
        var made = Elapsed;
        while (!cancellation.IsCancellationRequested && !_judge.IsBroken && !system.IsAtRest
            && Elapsed - made < _options.Duration && !_patience.IsOver())
        {
            await PauseAsync(_options.Duration - (Elapsed - made), cancellation).ConfigureAwait(false);
            SampleInTime(system);
        }

        _isCut = cancellation.IsCancellationRequested && !system.IsAtRest;
    }

    private async Task<bool> HealAsync(BehaviorSystem system)
    {
        _isHealing = true;
        _chooser.Halt();
        var limit = Elapsed + _options.RestLimit;
        while (!system.IsAtRest && Elapsed < limit)
        {
            await Task.Delay(1, CancellationToken.None).ConfigureAwait(false);
            if (_patience.IsOver()) { _chooser.GiveUp(); }
            SampleInTime(system);
        }

        Sample(system);
        return system.IsAtRest;
    }

    private StormReport Report(BehaviorSystem system, bool atRest)
    {
        var seconds = Elapsed.TotalSeconds;
        IReadOnlyList<Shortfall> lost = [];
        IReadOnlyCollection<Property>? judged = null;
        if (atRest && !_judge.HasCrashed)
        {
            judged = _judge.JudgeRest(system);
            lost = [.. _setup.Properties.OfType<StormLosses>().SelectMany(property => property.Missing(system))];
        }
        else if (!atRest) { lost = [new("message on its way", "messages on their way", system.InFlight)]; }

        var loads = LoadsOf(system);
        return new()
        {
            Options = _options,
            Operations = _meters.Operations,
            Messages = system.Deliveries,
            Seconds = seconds,
            JudgedIn = Elapsed.TotalSeconds - seconds,
            Violations = _judge.Violations,
            Judged = StormClaims.Of(_setup, loads, judged),
            AtRest = atRest,
            IsCut = _isCut,
            Lost = lost,
            Latencies = _meters.Latencies(),
            ClientP99 = _meters.Percentiles(0.99),
            Refusals = _meters.Refusals(),
            Samples = [.. _samples],
            Loads = loads,
        };
    }

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    private static IReadOnlyList<ActorLoad> LoadsOf(BehaviorSystem system) =>
    [
        .. system.Topology.Actors.Select(actor => new ActorLoad(system.NameOf(actor), system.DeliveriesOf(actor)))
            .OrderByDescending(load => load.Messages),
    ];

    private static async Task PauseAsync(TimeSpan left, CancellationToken cancellation)
    {
        var pause = left < LookEvery ? left : LookEvery;
        if (pause <= TimeSpan.Zero) { return; }
        await Task.Delay(pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void SampleInTime(BehaviorSystem system)
    {
        if (Elapsed - _sampled >= SampleEvery) { Sample(system); }
    }

    private void Sample(BehaviorSystem system)
    {
        _sampled = Elapsed;
        StormSample sample = new(
            Elapsed.TotalSeconds, _meters.Operations, system.Deliveries, _meters.InFlight, _isHealing)
        {
            WorkingSet = Environment.WorkingSet,
        };
        _samples.Add(sample);
        Progress(this, sample);
    }
}
