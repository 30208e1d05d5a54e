using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing;

namespace VfioActors.Exploration.Tests.Judgements;

public sealed class ProgramTests
{
    [Fact]
    public void The_program_of_a_number_stays_the_same() => Golden.Verify(
        "Judgements",
        string.Concat(Enumerable.Range(1, 6).SelectMany(number =>
            ProgramText.Lines(ProgramGenerator.Draw(number)).Prepend($"program {number}")
                .Select(line => line + "\n"))));

    [Fact]
    public void Programs_use_everything_that_there_is()
    {
        var programs = Enumerable.Range(0, 400).Select(number => ProgramGenerator.Draw(number)).ToList();
        var acts = programs.SelectMany(program => program.Parts)
            .SelectMany(part => part.Begin.Concat(part.Rules.SelectMany(rule => rule)))
            .ToList();
        Assert.Equal(Enum.GetValues<ActKind>(), acts.Select(act => act.Kind).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<ClaimKind>(),
            programs.SelectMany(program => program.Claims).Select(claim => claim.Kind).Distinct().Order());
        Assert.Contains(programs, program => program.Parts.Any(part => part.IsLate && part.Begin.Count > 0));
        Assert.Contains(programs, program => program.Parts.Any(part => part.IsInline));
        Assert.Contains(programs, program => program.Parts.Any(part => part.AddsAnswers));
        Assert.Contains(acts, act => act.WhenOdd);
    }

    /// <summary>Behind a crash nothing is enabled, so that programs with one are left out.</summary>
    [Fact]
    public void What_programs_declare_to_commute_does()
    {
        var independent = 0;
        for (var number = 0; number < 300; number++)
        {
            var program = ProgramGenerator.Draw(number);
            var acts = program.Parts.SelectMany(part => part.Begin.Concat(part.Rules.SelectMany(rule => rule)));
            if (!program.Parts.Any(part => part.AddsAnswers) || acts.Any(act => act.Kind == ActKind.Crash)) { continue; }
            ProgramScenario scenario = new(program);
            Swapping swapping = new(Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal));
            swapping.Walk(8, number);
            independent += swapping.Independent;
            Assert.True(swapping.Difference is null, $"program {number}: {swapping.Difference}");
        }

        Assert.True(independent > 100, $"{independent} pairs");
    }

    [Fact]
    public void A_program_is_reduced_to_what_shows_it()
    {
        var program = ProgramGenerator.Draw(3);
        bool Asks(GeneratedProgram one) => one.Parts.Any(part =>
            part.Begin.Concat(part.Rules.SelectMany(rule => rule)).Any(act => act.Kind == ActKind.Tell));
        Assert.True(Asks(program));
        var smallest = ProgramReduction.Reduce(program, Asks);
        var part = Assert.Single(smallest.Parts);
        Assert.Empty(smallest.Claims);
        Assert.Single(part.Begin.Concat(part.Rules.SelectMany(rule => rule)));
        Assert.False(part.IsLate || part.IsInline || part.AddsAnswers);
        Assert.Single(part.Rules);
    }
}
