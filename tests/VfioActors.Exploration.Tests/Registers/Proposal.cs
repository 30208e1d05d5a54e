namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What a server of Paxos proposes; none when the request is 0.</summary>
internal readonly record struct Proposal(int Request, int Requester, int Value) : IComparable<Proposal>
{
    public bool IsNone => Request == 0;

    public int CompareTo(Proposal other) =>
        (Request, Requester, Value).CompareTo((other.Request, other.Requester, other.Value));
}
