using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Testing.Tallies;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>Two clerks add one each, by a read and a write: the update that gets lost, known by heart.</summary>
public sealed class DiagnosisTests
{
    private readonly Diagnosis _lost = Assert.Single(Investigated(Made.Tally(2, 0, TallyDefects.All)), found =>
        found.Defects.SequenceEqual([TallyDefects.TornAddition.Id]));

    [Fact]
    public void The_steps_are_both_reads_before_the_first_write()
    {
        string[] tally = [.. _lost.Trace.Steps.Where(step => step.To == "tally").Select(step => step.Message)];
        Assert.Equal(["Tally.Read", "Tally.Read", "Tally.Write", "Tally.Write"], tally);
        Assert.Equal(8, _lost.MinimalSteps);
        Assert.Equal("the total is 1 after 2 additions", _lost.Reason);
    }

    [Fact]
    public void The_race_is_of_two_clerks_at_the_tally_and_decides()
    {
        var violation = _lost.Trace.Header.Violation!;
        var race = violation.Race!;
        var (first, second) = (_lost.Trace.Steps[race.First], _lost.Trace.Steps[race.Second]);
        Assert.Equal("tally", first.To);
        Assert.Equal("tally", second.To);
        Assert.NotEqual(first.Operation, second.Operation);
        Assert.Equal(["Tally.Read", "Tally.Write"], new[] { first.Message, second.Message }.Order());
    }

    [Fact]
    public void Nothing_avoids_the_loss_once_both_have_read()
    {
        var reads = _lost.Trace.Steps.Where(step => step.Message == "Tally.Read").Select(step => step.Number);
        Assert.Equal(reads.Max(), _lost.Trace.Header.Violation!.Doomed);
    }

    [Fact]
    public void It_is_explained_in_one_line()
    {
        Assert.Equal(
            "tally handles Read of clerk1's ADD(1) before Write of clerk0's ADD(1): "
                + "in the opposite order nothing breaks.",
            _lost.Trace.Header.Violation!.Why);
    }

    [Fact]
    public void A_single_operation_needs_no_race()
    {
        var alone = Investigated(Made.Tally(2, 0, TallyDefects.AddsTen)).Single();
        Assert.Equal(["TALLY-03"], alone.Defects);
        Assert.Single(alone.Trace.Header.Dropped);
        Assert.Null(alone.Trace.Header.Violation!.Race);
        Assert.Equal("A single operation breaks it: no race is needed.", alone.Trace.Header.Violation.Why);
        Assert.Equal("the total is 10 after 1 additions", alone.Reason);
    }

    [Fact]
    public void Failures_of_different_defects_stay_apart()
    {
        var found = Investigated(Made.Tally(2, 0, TallyDefects.All));
        Assert.Equal(["TallyAddsUp TALLY-01", "TallyAddsUp TALLY-03"], found.Select(Blamed).Order());
    }

    private static string Blamed(Diagnosis diagnosis) => $"{diagnosis.Property} {string.Join(' ', diagnosis.Defects)}";

    private static IReadOnlyList<Diagnosis> Investigated(Setup setup) =>
        Investigator.Investigate(
            setup, Made.Explored(setup, new DporStrategy(setup.Properties)), new("test", "dpor", 1));
}
