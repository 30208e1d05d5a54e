using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Strategies.Timelines;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Sampling;

/// <summary>
/// A portfolio that gives its runs to who finds what is new: every other run goes to each strategy in turn, so that
/// nobody starves, and the others to those whose last runs showed timelines that were never seen.
/// </summary>
/// <remarks>
/// Which is a bandit, by Thompson sampling over a window of the last runs: Trovo, Paladino, Restelli, Gatti,
/// "Sliding-Window Thompson Sampling for Non-Stationary Settings", JAIR 68, 2020. A timeline is that of
/// <see cref="FestStrategy"/>. What is new is no defect: a strategy that shows much may find none.
/// </remarks>
public sealed class AdaptiveStrategy : IStrategy, IKeepsItsPlace
{
    /// <summary>Its name on the command line.</summary>
    internal const string Word = "adaptive";

    private readonly long _seed;
    private readonly IReadOnlyList<IStrategy> _arms;
    private readonly RewardWindow _rewards;
    private readonly SeededRandom _random;
    private readonly FingerprintSet _seen = new();
    private readonly Timeline _timeline = new();
    private int _arm;

    /// <param name="seed">That of each strategy.</param>
    public AdaptiveStrategy(long seed)
    {
        _seed = seed;
        _random = new(seed);
        _arms =
        [
            new RandomStrategy(seed), new PctStrategy(seed, 3), new PosStrategy(seed), new PctStrategy(seed, 2),
            new SurwStrategy(seed), new FestStrategy(seed),
        ];
        _rewards = new(_arms.Count);
    }

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new(Word) { LearnsFromRuns = true };

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        // Those whose turn it is draw from the streams of the runs' numbers, so who is chosen draws from others.
        _random.Reset(_seed, ~run);
        _arm = run % 2 == 0 ? (int)(run / 2 % _arms.Count) : _rewards.Draw(_random);
        return _arms[_arm].Begin(world, run);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run) => _arms[_arm].Choose(run);

    /// <inheritdoc/>
    public void Finish(World world)
    {
        _arms[_arm].Finish(world);
        _timeline.Read(world);
        _rewards.Add(_arm, _seen.Add(_timeline.Fingerprint));
    }

    void IKeepsItsPlace.Keep(CheckpointWriter writer)
    {
        KeptFingerprints.Write(writer, _seen);
        _rewards.Keep(writer);
        foreach (var arm in _arms.OfType<IKeepsItsPlace>()) { arm.Keep(writer); }
    }

    void IKeepsItsPlace.Recall(CheckpointReader reader, World world)
    {
        KeptFingerprints.Read(reader, _seen);
        _rewards.Recall(reader);
        foreach (var arm in _arms.OfType<IKeepsItsPlace>()) { arm.Recall(reader, world); }
    }
}
