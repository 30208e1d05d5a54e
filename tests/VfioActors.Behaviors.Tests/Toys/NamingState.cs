using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tests.Toys;

/// <summary>Parts that name actors and operations by their fields, by messages that are kept, or not at all.</summary>
public sealed class NamingState : State
{
    private const int Limit = 16;

    public NamingState(Journal journal)
        : base(journal)
    {
        Owner = Variable<ActorId>();
        Served = SortedMap<ActorId, OperationId>(Limit);
        Waiting = SortedMap<OperationId, KeptMessage>(Limit);
        Turns = Fifo<ActorId>(Limit);
        Pages = SortedMap<int, int>(Limit);
    }

    public Variable<ActorId> Owner { get; }

    public SortedMap<ActorId, OperationId> Served { get; }

    public SortedMap<OperationId, KeptMessage> Waiting { get; }

    public Fifo<ActorId> Turns { get; }

    public SortedMap<int, int> Pages { get; }

    /// <summary>A state in which random actors have each other's places.</summary>
    public static NamingState Of(ulong seed, Func<int, int> placeOf)
    {
        NamingState state = new(new());
        SplitMix random = new(seed);
        state.Owner.Value = Named(1 + random.Below(8), placeOf);
        for (var time = random.Below(8); time > 0; time--) { state.Add(random, placeOf); }
        return state;
    }

    private static ActorId Named(int number, Func<int, int> placeOf) => new(placeOf(number));

    private void Add(SplitMix random, Func<int, int> placeOf)
    {
        var actor = Named(1 + random.Below(8), placeOf);
        var operation = new OperationId(placeOf(1 + random.Below(8)));
        Served[actor] = operation;
        var map = new ToyMessage.Map((ulong)random.Below(64), actor, random.Below(4));
        Waiting[operation] = KeptMessage.Of(Named(1 + random.Below(8), placeOf), operation, in map);
        Turns.Enqueue(actor);
        Pages[random.Below(8)] = random.Below(64);
    }
}
