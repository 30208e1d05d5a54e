using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Type1.Claims;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>The type1 containers of one storm.</summary>
internal sealed class Type1StormActors(Type1Setting setting, int slots) : StormActors
{
    /// <inheritdoc/>
    public override IReadOnlyList<(StormWorkload Workload, int Share)> Workloads { get; } =
    [
        (new DmaMapWorkload(setting.Containers, slots, Type1Requests.Place(0)), 3),
        (new DriverPinWorkload(DriversOf(setting)), 5),
        (new DmaRwWorkload([.. setting.Actors.KnownDrivers], slots), 2),
        (new DirtyLogWorkload(setting.Containers, slots), 1),
        (new GroupWorkload([.. setting.Outside], setting.Containers), 2),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Property> Claims(IReadOnlyList<ActorId> clients, Func<string, int> placeOf)
    {
        var actors = setting.Actors;
        return
        [
            new LockedVmLaw(actors), new NoUnderflow(), new LimitNeverExceeded(), new LimitExact(),
            new PinBalance(actors), new RefsMatchDriver(actors), new NoMappingRemovedWithPins(),
            new MappingsDisjoint(), new MapAvailBounded(), new BackedAllOrNothing(actors),
            new NoStaleMapping(), new NoDoubleFree(), new RefBalance(), new StormUnpinCount(),
            new NothingPinned(actors), new GroupsAreHome(actors, setting.Homes),
        ];
    }

    /// <summary>Every container has as many drivers, those of the first container first.</summary>
    private static SortedDictionary<ActorId, IReadOnlyList<ActorId>> DriversOf(Type1Setting setting)
    {
        var parts = setting.Actors.KnownDrivers.Chunk(Type1StormSubsystem.DriversOfContainer);
        return new(setting.Containers.Zip(parts).ToDictionary(
            one => one.First, IReadOnlyList<ActorId> (one) => one.Second));
    }
}
