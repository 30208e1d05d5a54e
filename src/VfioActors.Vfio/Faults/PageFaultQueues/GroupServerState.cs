using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>What a thread knows that answers page requests as they come.</summary>
public sealed class GroupServerState : State
{
    private const int CookiesMost = 4096;

    internal GroupServerState(Journal journal)
        : base(journal)
    {
        Cookies = Fifo<uint>(CookiesMost);
        IsBusy = Variable<int>();
        IsSignalled = Variable<int>();
    }

    /// <summary>The groups that it has read and not answered.</summary>
    public Fifo<uint> Cookies { get; }

    /// <summary>1 while it waits for an answer.</summary>
    public Variable<int> IsBusy { get; }

    /// <summary>1 when it was told of a group while it was busy.</summary>
    public Variable<int> IsSignalled { get; }
}
