using VfioActors.Exploration.Judgements;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cli.Judgements;

/// <summary>What judging came to so far: a case is a program or a scenario in one delivery mode.</summary>
internal sealed class JudgeTally
{
    private readonly SortedSet<string> _tooLarge = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _comparedScenarios = new(StringComparer.Ordinal);

    /// <summary>Generated programs that were drawn.</summary>
    public long Programs { get; private set; }

    /// <summary>Cases of generated programs that were compared.</summary>
    public long Compared { get; private set; }

    /// <summary>Cases of generated programs that were too large.</summary>
    public long TooLarge { get; private set; }

    /// <summary>Orders that brute force tried in the cases that were compared.</summary>
    public long Orders { get; private set; }

    /// <summary>Cases of scenarios that were compared.</summary>
    public long ScenariosCompared { get; private set; }

    /// <summary>Cases of scenarios that were too large.</summary>
    public long ScenariosTooLarge { get; private set; }

    /// <summary>Whether all that was asked for was judged.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Which scenarios, with their flags, were compared in some mode.</summary>
    public IReadOnlyCollection<string> NamesCompared => _comparedScenarios;

    /// <summary>Which scenarios, with their flags, were too large in some mode.</summary>
    public IReadOnlyCollection<string> NamesTooLarge => _tooLarge;

    /// <summary>What differs.</summary>
    public List<DifferenceFound> Differences { get; } = [];

    /// <summary>A program is drawn.</summary>
    public void Begin() => Programs++;

    /// <summary>A program was judged.</summary>
    /// <returns>What differs; null when nothing does.</returns>
    public DifferenceFound? Add(JudgedProgram judged)
    {
        if (!judged.Judgement.IsCompared)
        {
            TooLarge++;
            return null;
        }

        Compared++;
        Orders += judged.Judgement.Orders;
        return judged.Judgement.Differences.Count == 0 ? null : Keep(DifferenceFound.Of(judged));
    }

    /// <summary>A scenario was judged.</summary>
    /// <returns>What differs; null when nothing does.</returns>
    public DifferenceFound? Add(ScenarioCase one, Delivery delivery, Judgement judgement)
    {
        if (!judgement.IsCompared)
        {
            ScenariosTooLarge++;
            _tooLarge.Add(one.Words);
            return null;
        }

        ScenariosCompared++;
        _comparedScenarios.Add(one.Words);
        Orders += judgement.Orders;
        return judgement.Differences.Count == 0 ? null : Keep(DifferenceFound.Of(one, delivery, judgement));
    }

    private DifferenceFound Keep(DifferenceFound found)
    {
        Differences.Add(found);
        return found;
    }
}
