using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.Faults.Actors;
using VfioActors.Scenarios.Faults.Claims.Regions;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>What is claimed of fault queues.</summary>
public static class FaultClaims
{
    /// <summary>What holds of one queue after each of its steps, whoever uses it.</summary>
    public static IReadOnlyList<Property> OfRegion(FaultActors actors) =>
    [
        new NegotiationTotal(actors), new HeaderTruth(actors), new IndexInRange(), new LastWriteWins(),
        new ConsNeverPassesProd(), new NoFalseFull(), new ReturnMatchesEffect(), new NoLeakPerOpen(), new SingleInit(),
        new RingReadOnly(), new NoLeakPerCall(), new UnitsTyped(), new TypeUnique(),
    ];

    /// <summary>What holds of queues, handler, users and devices together.</summary>
    public static IReadOnlyList<Property> OfAll(FaultActors actors) =>
    [
        .. OfRegion(actors), new HandlerDiesWithDevice(), new PendingMatchesDelivered(), new NoDoubleFree(actors),
        new RecordNotLost(actors), new LossVisible(actors), new NoLostWakeup(actors), new EveryRequestAnswered(actors),
        new Claims.Progress(actors),
    ];
}
