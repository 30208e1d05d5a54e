using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Symmetries;

namespace VfioActors.Exploration.Programs;

/// <summary>A generated program as a scenario.</summary>
internal sealed class ProgramScenario(GeneratedProgram program) : Scenario
{
    public override string Name => "generated";

    public override string Summary => "A program that was drawn at random.";

    public override void Build(ScenarioBuilder builder)
    {
        for (var at = 0; at < program.Parts.Count; at++)
        {
            var part = program.Parts[at];
            builder.Add($"a{at + 1}", new ProgramBehavior(part), part.IsInline);
        }

        builder.Interchangeable(program.Equal.Select(actor => SymmetryMember.Of(new(actor))));
        for (var at = 0; at < program.Claims.Count; at++) { builder.Claim(ProgramClaims.Of(program, at)); }
    }
}
