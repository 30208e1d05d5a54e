using System.Globalization;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Exploration.Protocols;

/// <summary>What the exploration of a <see cref="Model"/> came to.</summary>
public sealed class ModelReport
{
    private readonly Setup _setup;
    private readonly Lazy<InvestigationReport> _investigated;

    internal ModelReport(Setup setup, ExplorationReport exploration, long seed)
    {
        _setup = setup;
        Exploration = exploration;
        _investigated = new(() => Investigated(seed));
    }

    /// <summary>The answer.</summary>
    public Verdict Verdict => Exploration.Verdict;

    /// <summary>The figures: runs, steps, states, what failed.</summary>
    public ExplorationReport Exploration { get; }

    /// <summary>
    /// The failures, each made as small as it goes. They are made small when they are first asked for.
    /// </summary>
    public IReadOnlyList<Diagnosis> Diagnoses => _investigated.Value.Diagnoses;

    /// <summary>Passes when every order was tried and all that was claimed holds.</summary>
    /// <exception cref="NotHeldException">
    /// Something is broken, and the message holds its ladder; or a bound was met before all was tried, which is no
    /// pass.
    /// </exception>
    public void AssertHeld()
    {
        if (Verdict != Verdict.Held) { throw new NotHeldException(Text()); }
    }

    private InvestigationReport Investigated(long seed)
    {
        var product = typeof(ModelReport).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "";
        Investigation investigation = new(_setup, Exploration, new(product, Exploration.Strategy, seed));
        investigation.Go();
        return investigation.Known;
    }

    private string Text()
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine(Heading());
        foreach (var diagnosis in Diagnoses)
        {
            text.WriteLine();
            new LadderRenderer().Render(diagnosis.Trace, text);
        }

        var shown = Diagnoses.Select(diagnosis => diagnosis.Property).ToHashSet();
        foreach (var bare in Exploration.Failures.Where(failure => !shown.Contains(failure.Property.Name)))
        {
            text.WriteLine($"{bare.Property.Name}: {bare.Property.Claim} But: {bare.Reason}");
        }

        foreach (var problem in _investigated.Value.Problems) { text.WriteLine(problem); }
        return text.ToString();
    }

    private string Heading()
    {
        var name = _setup.Scenario.Name;
        return Verdict switch
        {
            Verdict.Broken => $"'{name}' is broken: {string.Join(", ", Exploration.Failures
                .Select(failure => failure.Property.Name).Distinct())}",
            Verdict.HeldWithinBound =>
                $"'{name}' holds up to {Exploration.CompleteUpTo} preemptions, and more were not tried",
            _ => $"'{name}' is not decided: {Exploration.Doubt ?? "it was ended before every order was tried"}",
        };
    }
}
