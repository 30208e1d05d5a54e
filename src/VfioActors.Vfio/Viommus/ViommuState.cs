using VfioActors.Behaviors;

namespace VfioActors.Vfio.Viommus;

/// <summary>What a vIOMMU knows: the guest's calls that its container has not answered, the oldest first.</summary>
public sealed class ViommuState : State
{
    /// <summary>How many calls may be open.</summary>
    public const int CallsMost = 64;

    internal ViommuState(Journal journal)
        : base(journal) => Guests = Fifo<ActorId>(CallsMost);

    /// <summary>Who is answered.</summary>
    public Fifo<ActorId> Guests { get; }
}
