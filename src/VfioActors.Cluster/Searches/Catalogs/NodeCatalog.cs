using VfioActors.Cluster.Searches.Messages;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios;

namespace VfioActors.Cluster.Searches.Catalogs;

/// <summary>
/// The scenarios that a node knows: those of the house by their names, those of users by their assemblies too.
/// </summary>
/// <param name="product">The version of the product.</param>
/// <param name="users">The scenarios of each of the users' assemblies, by the hash of its file.</param>
public sealed class NodeCatalog(string product, IReadOnlyDictionary<string, IReadOnlyList<Scenario>> users)
{
    private const int HashShown = 12;

    /// <summary>Makes what is offered ready.</summary>
    /// <exception cref="SearchRefusedException">
    /// This node cannot take part; the message says why, and what it has.
    /// </exception>
    internal Setup Find(SearchOffer offer)
    {
        if (offer.Product != product)
        {
            throw new SearchRefusedException($"it is version {product}, and {offer.Product} asks");
        }

        if (offer.Model != ModelHash.Own)
        {
            throw new SearchRefusedException($"its model is build {Short(ModelHash.Own)}, and "
                + $"{Short(offer.Model)} asks: all have to run the same build");
        }

        var scenario = Known(offer).FirstOrDefault(known => known.Name == offer.Scenario)
            ?? throw new SearchRefusedException($"it has no scenario '{offer.Scenario}'");
        try
        {
            var arguments = ScenarioArguments.Of(scenario, offer.Values, offer.Defects);
            var setup = Setup.Of(scenario, arguments, offer.Delivery, offer.Faults);
            return TrialOf(setup) == offer.Trial
                ? setup
                : throw new SearchRefusedException($"'{offer.Scenario}' runs otherwise here");
        }
        catch (Exception failure) when (failure is ArgumentException or UnfitScenarioException)
        {
            throw new SearchRefusedException(failure.Message, failure);
        }
    }

    /// <summary>The fingerprint of one run of a scenario.</summary>
    internal static ulong TrialOf(Setup setup)
    {
        var world = setup.MakeWorld();
        while (world.Enabled.Length > 0 && world.Depth < RunLimit.StepsMax) { world.Take(world.Enabled[0]); }
        return world.Fingerprint;
    }

    private IReadOnlyList<Scenario> Known(SearchOffer offer) =>
        offer.Assembly.Length == 0 ? ScenarioCatalog.All
        : users.TryGetValue(offer.Assembly, out var scenarios) ? scenarios
        : throw new SearchRefusedException($"it has no assembly {Short(offer.Assembly)} (SHA-256): "
            + "start it with --assembly FILE");

    private static string Short(string hash) => hash.Length > HashShown ? hash[..HashShown] : hash;
}
