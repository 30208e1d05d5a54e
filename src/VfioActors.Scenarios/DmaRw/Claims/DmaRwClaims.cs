using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.Type1.Actors;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>What is claimed of CPU access by IOVA.</summary>
public static class DmaRwClaims
{
    /// <summary>What holds in every order of any number of users.</summary>
    public static IReadOnlyList<Property> OfAll(Type1Actors actors) =>
    [
        new RwNeverChangesAccounting(actors), new OnlyMappedOwnerMemory(actors), new RangeClosed(actors),
        new NoStaleMapping(), new LeaseBalance(actors),
    ];

    /// <summary>What can be told besides when one user does everything, one after the other.</summary>
    public static IReadOnlyList<Property> OfOne(Type1Actors actors) =>
        [new ErrnoFaithful(actors), new PermissionExact(actors), new PrefixCommit(actors)];
}
