using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.Iommufd;

/// <summary>What an open file of iommufd owns.</summary>
public sealed class IommufdState : State, ICountsUses
{
    private const int CallsMost = 16;
    private const int AreasMost = 32;

    internal IommufdState(Journal journal, int objectsMost)
        : base(journal)
    {
        Objects = SortedMap<ObjectId, IommufdObject>(objectsMost);
        Virtual = SortedMap<VirtualKey, ObjectId>(objectsMost);
        Areas = SortedMap<AreaKey, AreaPages>(AreasMost);
        Calls = SortedMap<OperationId, IommufdCall>(CallsMost);
        Serials = Variable<int>();
        Uses = Variable<int>();
        IncompleteUses = Variable<int>();
        NullUses = Variable<int>();
        DoubleReleases = Variable<int>();
        FailedEnds = Variable<int>();
    }

    /// <summary>The objects by their numbers.</summary>
    public SortedMap<ObjectId, IommufdObject> Objects { get; }

    /// <summary>The vDEVICEs by their numbers for guests.</summary>
    public SortedMap<VirtualKey, ObjectId> Virtual { get; }

    /// <summary>What is mapped.</summary>
    public SortedMap<AreaKey, AreaPages> Areas { get; }

    /// <summary>The calls that are not answered.</summary>
    public SortedMap<OperationId, IommufdCall> Calls { get; }

    /// <summary>How many objects were made.</summary>
    public Variable<int> Serials { get; }

    /// <summary>How often an object was used after it was freed; 0 in the reference.</summary>
    public Variable<int> Uses { get; }

    /// <summary>How often a vDEVICE was used before it was complete; 0 in the reference.</summary>
    public Variable<int> IncompleteUses { get; }

    /// <summary>How often the pages of a mapping were used that has none; 0 in the reference.</summary>
    public Variable<int> NullUses { get; }

    /// <summary>How many files were released twice; 0 in the reference.</summary>
    public Variable<int> DoubleReleases { get; }

    /// <summary>How many devices a driver could not let go; 0 in the reference.</summary>
    public Variable<int> FailedEnds { get; }

    /// <inheritdoc/>
    public int UsesAfterFree => Uses.Value;

    /// <inheritdoc/>
    public int UsesOfNothing => NullUses.Value;

    /// <summary>Looks an object up that can be found and is of the kind.</summary>
    internal bool TryFind(ObjectId id, ObjectKind kind, out IommufdObject found) =>
        Objects.TryGet(id, out found) && found.Phase == ObjectPhase.Live && found.Kind == kind;

    /// <summary>Whether the memory of an object is there.</summary>
    internal bool IsThere(ObjectId id, int serial) =>
        Objects.TryGet(id, out var found) && found.Serial == serial && found.Phase != ObjectPhase.Tombstone;

    /// <summary>The count that keeps an object changes.</summary>
    internal void Count(ObjectId id, int change)
    {
        if (Objects.TryGet(id, out var found)) { Objects[id] = found with { Users = found.Users + change }; }
    }

    /// <summary>A call takes an object for a short time.</summary>
    internal void Get(ObjectId id)
    {
        var found = Objects[id];
        Objects[id] = found with { Users = found.Users + 1, ShortTerm = found.ShortTerm + 1 };
    }

    /// <summary>It gives it back.</summary>
    internal void Put(ObjectId id)
    {
        var found = Objects[id];
        Objects[id] = found with { Users = found.Users - 1, ShortTerm = found.ShortTerm - 1 };
    }

    /// <summary>Takes the lowest free number.</summary>
    internal ObjectId Reserve(in IommufdObject what)
    {
        var number = 1;
        while (Objects.Contains(new(number))) { number++; }
        Objects[new(number)] = what with { Serial = ++Serials.Value };
        return new(number);
    }
}
