using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.AuxDomains.Actors;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>The properties of the specification of aux-domains.</summary>
internal static class AuxClaims
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    internal static IReadOnlyList<Property> Of(AuxActors actors) =>
    [
        new NoUseOfFreedPasid(actors), new NoDoubleFreePasid(), new PasidNeverReusedWhileEntryPresent(),
        new OnePasidPerDomain(), new OneOwnerPerEntry(actors), new ListIntegrity(actors),
        new DetachNeedsAttach(actors), new RootAliveWhileEntryPresent(actors), new PasidFitsAllDevices(actors),
        new ErrnoFaithful(),
        new ModeMeansAttached(), new NoUseAfterDeviceGone(actors), new FlushMatchesEntry(), new PasidRangeExact(),
        new PasidBalance(actors), new EntryPresentWhileUsers(actors), new RefCountsNonNegative(actors),
        new NoLeakAfterDetach(actors), new NoStaleTranslation(actors), new AllOrNothing(actors),
    ];
}
