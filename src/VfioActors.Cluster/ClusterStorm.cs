using System.Diagnostics;
using VfioActors.Cluster.Fleets;
using VfioActors.Cluster.Maps;
using VfioActors.Cluster.Orders;
using VfioActors.Exploration.Scenarios;
using VfioActors.Storm;
using VfioActors.Storm.Measures;

namespace VfioActors.Cluster;

/// <summary>
/// One storm over nodes, each a process of its own in one cluster: told to heal after a time, judged by its nodes when
/// they are all at rest. A node may be killed meanwhile; what was lost with it is named, and the others are judged.
/// </summary>
public sealed class ClusterStorm
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly ClusterStormOptions _options;
    private readonly Setup _setup;
    private readonly RestWaves _waves = new();
    private readonly StormPatience _patience;
    private readonly List<StormSample> _samples = [];
    private NodeLook?[] _last = [];
    private long _start;
    private TimeSpan _sampled;
    private bool _isAtRest;
    private bool _isHealing;
    private bool _isCut;
    private NodeFault? _fault;

    /// <param name="options">What kind of storm.</param>
    /// <exception cref="ArgumentException">Something is out of its bounds, or not known.</exception>
    public ClusterStorm(ClusterStormOptions options)
    {
        if (options.Nodes < 1) { throw new ArgumentException($"{options.Nodes} nodes; accepted: at least 1"); }
        if (options.Fault is { Node: var node } && (node < 0 || node >= options.Nodes || options.Nodes < 2))
        {
            throw new ArgumentException($"node {node} of {options.Nodes} cannot be struck: another must be left");
        }

        _options = options;
        _setup = StormSetups.Of(options.Storm);
        _patience = new(() => Sum(look => look.Succeeded), () => Sum(look => look.Doubts), options.Storm.Patience);
    }

    /// <summary>Heard about ten times a second.</summary>
    public Action<StormSample> Progress { get; init; } = _ => { };

    /// <summary>Runs the storm to its end. No process and no file of its nodes stays behind.</summary>
    /// <param name="product">The version of the product, for the header of the recording.</param>
    /// <param name="cancellation">Has the clients halt now; the storm still comes to rest and is judged.</param>
    /// <exception cref="NodeEndedException">A node ended by itself.</exception>
    public async Task<ClusterStormReport> GoAsync(string product, CancellationToken cancellation = default)
    {
        using NodeFiles files = new(_options.Storm.RecordTo);
        using Fleet fleet = new(_options.Program, _options.Nodes, _options.Storm.RestLimit);
        _last = new NodeLook?[_options.Nodes];
        await fleet.StartAsync(
            _options.Storm, product, files.OfNode, _options.Fault is { Kind: NodeFaultKind.Cut }).ConfigureAwait(false);
        _start = Stopwatch.GetTimestamp();
        await HurtAsync(fleet, cancellation).ConfigureAwait(false);
        await HealAsync(fleet).ConfigureAwait(false);
        var seconds = Elapsed.TotalSeconds;
        var judgements = await JudgeAsync(fleet).ConfigureAwait(false);
        var judgedIn = Elapsed.TotalSeconds - seconds;
        await fleet.EndAsync().ConfigureAwait(false);
        var problem = files.Merge(_setup.Topology);
        ClusterFigures figures = new(_options, _setup, fleet, _last, judgements);
        var report = figures.Report(new(seconds, judgedIn, _isAtRest, _isCut, _samples));
        return report with
        {
            Storm = report.Storm with
            {
                RecordingProblem = report.Storm.RecordingProblem ?? problem,
                IsUnrecorded = problem is not null,
            },
            Fault = _fault,
            MissedItsFault = _options.Fault is not null && _fault is null,
        };
    }

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    private async Task HurtAsync(Fleet fleet, CancellationToken cancellation)
    {
        while (true)
        {
            await LookAsync(fleet).ConfigureAwait(false);
            if (IsFaultDue()) { await StrikeAsync(fleet).ConfigureAwait(false); }
            if (_isAtRest || cancellation.IsCancellationRequested || _last.Any(look => look?.IsBroken == true)
                || Elapsed >= _options.Storm.Duration || _patience.IsOver())
            {
                break;
            }

            await Task.Delay(LookEvery, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _isCut = cancellation.IsCancellationRequested && !_isAtRest;
    }

    private async Task HealAsync(Fleet fleet)
    {
        _isHealing = true;
        await fleet.TellAsync(NodeTask.Halt).ConfigureAwait(false);
        var limit = Elapsed + _options.Storm.RestLimit;
        var givesUp = false;
        while (!_isAtRest && Elapsed < limit && _last.All(look => look?.HasCrashed != true))
        {
            await LookAsync(fleet).ConfigureAwait(false);
            if (!givesUp && _patience.IsOver())
            {
                givesUp = true;
                await fleet.TellAsync(NodeTask.GiveUp).ConfigureAwait(false);
            }

            await Task.Delay(LookEvery, CancellationToken.None).ConfigureAwait(false);
        }

        Sample();
    }

    private async Task LookAsync(Fleet fleet)
    {
        var looks = await fleet.LookAsync().ConfigureAwait(false);
        for (var node = 0; node < looks.Count; node++) { _last[node] = looks[node] ?? _last[node]; }
        _isAtRest = _waves.Add(looks);
        if (Elapsed - _sampled >= SampleEvery) { Sample(); }
    }

    private bool IsFaultDue()
    {
        if (_options.Fault is not { } fault || _fault is not null || _isAtRest) { return false; }
        var (storm, operations) = (_options.Storm, Sum(look => look.Operations));
        if (fault.After is { } after) { return operations >= after; }
        return storm.Operations > 0
            ? operations >= (long)storm.Operations * storm.Clients / 2
            : Elapsed >= storm.Duration / 2;
    }

    private async Task StrikeAsync(Fleet fleet)
    {
        _fault = _options.Fault! with { After = Sum(look => look.Operations) };
        await fleet.StrikeAsync(_fault).ConfigureAwait(false);
    }

    /// <summary>Each judges what it has; what clients have all of them are told.</summary>
    private async Task<IReadOnlyList<NodeJudgement?>> JudgeAsync(Fleet fleet)
    {
        IReadOnlyList<ClientBook> books = [];
        if (_isAtRest)
        {
            var told = await fleet.AskAllAsync(_ => new() { Do = NodeTask.Books }).ConfigureAwait(false);
            books = [.. told.SelectMany(answer => answer?.Books ?? [])];
        }

        var judged = await fleet.AskAllAsync(_ => new()
        {
            Do = NodeTask.Judge,
            Books = books,
            IsAtRest = _isAtRest,
            IsWhole = _isAtRest && _fault is null,
        }).ConfigureAwait(false);
        return [.. judged.Select(answer => answer?.Judgement)];
    }

    private long Sum(Func<NodeLook, long> count) => _last.OfType<NodeLook>().Sum(count);

    private void Sample()
    {
        _sampled = Elapsed;
        StormSample sample = new(
            Elapsed.TotalSeconds,
            Sum(look => look.Operations),
            Sum(look => look.Messages),
            (int)Sum(look => look.InFlight),
            _isHealing)
        {
            WorkingSet = Sum(look => look.WorkingSet),
        };
        _samples.Add(sample);
        Progress(sample);
    }
}
