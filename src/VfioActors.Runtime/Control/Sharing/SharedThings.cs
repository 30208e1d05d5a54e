using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>Gives what actors share beside their messages numbers, always the same.</summary>
/// <remarks>
/// Who finds an actor by its name depends on when the actor is made and ends; but most actors are there from the start,
/// and then looking for one is nothing that anybody shares. So it is learned whose children come and go, and likewise
/// which mailboxes routers look into.
/// </remarks>
internal sealed class SharedThings(ActorPlaces places)
{
    /// <summary>How many objects of the user's are told apart; all others count as one.</summary>
    private const int ObjectsMax = 30;

    private const int Stream = 0;
    private const int FirstObject = 1;
    private const int FirstActor = FirstObject + ObjectsMax + 1;

    /// <summary>So many numbers has each actor.</summary>
    private const int Each = 4;

    private readonly SortedSet<int> _changing = [];
    private readonly HashSet<int> _ending = [];
    private readonly Dictionary<int, int> _counted = [];

    /// <summary>How many numbers there are.</summary>
    internal int Count => FirstActor + (Each * places.Names.Count);

    /// <summary>Grows whenever something is learned: orders that were left out before may then matter.</summary>
    internal int Learned { get; private set; }

    /// <summary>The parents whose children come and go during runs.</summary>
    internal IReadOnlyCollection<int> Changing => _changing;

    internal int NumberOf(SharedKind kind, IActorRef? actor, int number) => kind switch
    {
        SharedKind.EventStream => Stream,
        SharedKind.Router => RouterAt(places.PlaceOf(actor!)),
        SharedKind.Children => ChildrenOf(places.PlaceOf(actor!)),
        _ => FirstObject + Math.Clamp(number, 0, ObjectsMax),
    };

    /// <summary>What has a number, in words.</summary>
    internal string NameOf(int thing)
    {
        if (thing == Stream) { return "the event stream"; }
        var name = places.Names[(thing - FirstActor) / Each];
        return (thing - FirstActor) % Each == 1 ? $"the router {name}" : $"the names of the children of {name}";
    }

    /// <summary>Whether something is an object of the user's.</summary>
    internal static bool IsObject(int thing) => thing is >= FirstObject and < FirstActor;

    internal static int ChildrenOf(int place) => FirstActor + (Each * place);

    internal static int RouterAt(int place) => FirstActor + (Each * place) + 1;

    /// <summary>What an actor waits for behind its Asks.</summary>
    internal static int AsksOf(int place) => FirstActor + (Each * place) + 2;

    /// <summary>Whether an actor is alive, which decides what becomes of what it is sent.</summary>
    internal static int LifeOf(int place) => FirstActor + (Each * place) + 3;

    /// <summary>Whether an actor ends.</summary>
    internal bool Ends(int place) => _ending.Count > 0 && _ending.Contains(place);

    /// <summary>An actor ended.</summary>
    internal void Ended(int place)
    {
        if (_ending.Add(place)) { Learned++; }
    }

    /// <summary>Whether the children of an actor come and go.</summary>
    internal bool Changes(int parent) => _changing.Count > 0 && _changing.Contains(parent);

    /// <summary>A child of an actor came or went.</summary>
    internal void Changed(int parent)
    {
        if (_changing.Add(parent)) { Learned++; }
    }

    /// <summary>A router looked at how full the mailbox of an actor is.</summary>
    internal void Counted(int router, int routee)
    {
        if (_counted.TryAdd(routee, RouterAt(router))) { Learned++; }
    }

    /// <summary>The router that looks at how full the mailbox of an actor is; -1 for none.</summary>
    internal int CounterOf(int routee) =>
        _counted.Count > 0 && _counted.TryGetValue(routee, out var router) ? router : -1;
}
