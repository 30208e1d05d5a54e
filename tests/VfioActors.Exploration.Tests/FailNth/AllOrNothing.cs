using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.FailNth;

/// <summary>What a pool of pages promises.</summary>
internal sealed class AllOrNothing : AtRest
{
    public override string Claim => "Whoever takes two pages has both or none.";

    public override string? Refute(IWorldView view) =>
        view.State<ToyState>(new(1)).Heard.Values.ToArray().Contains(1) ? "somebody is left with one page" : null;
}
