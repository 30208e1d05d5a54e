using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Tests.Symmetries;

/// <summary>Draws programs in which some actors are equal: several copies of one that deal with the others.</summary>
internal static class EqualClients
{
    internal static GeneratedProgram Draw(long number)
    {
        var drawn = ProgramGenerator.Draw(number);
        SeededRandom random = new(number, 14);
        var servers = Math.Min(2, drawn.Parts.Count - 1);
        var clients = 2 + random.Below(2);
        var client = Facing(drawn.Parts[^1], servers) with { IsInline = false };
        List<int> equal = [.. Enumerable.Range(servers + 1, clients)];
        return new(
            [.. drawn.Parts.Take(servers).Select(part => Facing(part, servers)), .. equal.Select(_ => client)],
            [.. drawn.Claims.Where(claim => claim.Kind != ClaimKind.Order).Select(claim => AboutServers(claim, servers))])
        {
            Equal = equal,
        };
    }

    private static Part Facing(Part part, int servers) => part with
    {
        MindsSenders = false,
        Begin = Facing(part.Begin, servers),
        Rules = [.. part.Rules.Select(rule => Facing(rule, servers))],
    };

    private static IReadOnlyList<Act> Facing(IReadOnlyList<Act> acts, int servers) =>
        [.. acts.Select(act => act with { To = act.To == 0 ? 0 : 1 + (act.To % servers) })];

    private static ProgramClaim AboutServers(ProgramClaim claim, int servers) =>
        claim with { Actors = [.. claim.Actors.Select(actor => 1 + (actor % servers)).Distinct()] };
}
