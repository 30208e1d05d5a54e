using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Strategies.Priorities;
using VfioActors.Exploration.Strategies.Timelines;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sampling;

/// <summary>
/// Feedback-guided probabilistic concurrency testing: a run whose timeline was never seen is saved, and later runs are
/// decided by the same random words as a saved one, of which a few are drawn again. Those that were the most different
/// come first, and the more different they were the more such runs they get.
/// </summary>
/// <remarks>
/// Li, Desai, Padhye, "Feedback-guided Adaptive Testing of Distributed Systems Designs", NSDI 2026 (Fest), over
/// <see cref="PctStrategy"/>, as the authors have it in the P checker. Departs: every other run is like none, so that
/// it needs at most about twice the runs of pct whatever the timelines say; a run with a pair that no run had before
/// counts as wholly different, however much else it shares; 256 runs are saved at most; scenarios of the user, which
/// the paper weighs too, there are none; the host's options are drawn from the same words.
/// </remarks>
public sealed class FestStrategy(long seed, int depth = 3) : IStrategy, IKeepsItsPlace
{
    /// <summary>How many words of a saved run are drawn again, in the mean: the paper's five.</summary>
    private const int RedrawnMean = 5;

    private readonly SeededRandom _random = new(seed);
    private readonly ScheduleCorpus _corpus = new();
    private readonly Timeline _timeline = new();
    private WordTape? _tape;
    private PrioritySchedule<WordTape>? _schedule;
    private int _horizon;
    private bool _isFresh;

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("fest") { LearnsFromRuns = true };

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        if (_horizon == 0) { _horizon = Math.Max(1, TrialRuns.Run(world, 0)); }
        _tape ??= new(_random);
        _schedule ??= new(_tape, depth);
        _random.Reset(seed, run);
        _isFresh = !_isFresh;
        if (_isFresh || _corpus.Next(_random) is not { } parent) { _tape.Begin(); }
        else { _tape.BeginLike(parent.Words, RedrawnMean); }
        _schedule.Begin(_horizon);
        return new(0);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run) =>
        run.Enabled.Length == 0 ? Decision.Rest : Decision.Take(_schedule!.Next(run));

    /// <inheritdoc/>
    public void Finish(World world)
    {
        _timeline.Read(world);
        _corpus.Save(_timeline, _tape!);
    }

    void IKeepsItsPlace.Keep(CheckpointWriter writer)
    {
        writer.Write(_isFresh);
        _corpus.Keep(writer);
    }

    void IKeepsItsPlace.Recall(CheckpointReader reader, World world)
    {
        _isFresh = reader.ReadBool();
        _corpus.Recall(reader);
    }
}
