using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>
/// What came back to two clients, and in which order as far as one was back before the other began: what Stateright
/// keeps in its <c>LinearizabilityTester</c>.
/// </summary>
internal sealed class HistoryState : State
{
    public HistoryState(Journal journal)
        : base(journal) => Clients = [Variable<ClientHistory>(), Variable<ClientHistory>()];

    public Variable<ClientHistory>[] Clients { get; }

    /// <summary>Whether the operations can be put into an order in which a single register answers so.</summary>
    public bool IsLinearizable => IsOrderly(0, 0, 0);

    public bool IsOver => Array.TrueForAll(Clients, client => client.Value.Done == 2);

    /// <param name="first">How many operations of the first client are put in order.</param>
    /// <param name="second">How many of the second.</param>
    /// <param name="value">What the register holds then.</param>
    private bool IsOrderly(int first, int second, int value)
    {
        var (one, other) = (Clients[0].Value, Clients[1].Value);
        if (first >= one.Done && second >= other.Done) { return true; }
        return (Next(one, first, second, value, 'A') is { } after && IsOrderly(first + 1, second, after))
            || (Next(other, second, first, value, 'B') is { } then && IsOrderly(first, second + 1, then));
    }

    /// <summary>What the register holds after the next operation of a client; null when that cannot be next.</summary>
    private static int? Next(ClientHistory client, int done, int others, int value, int written) =>
        done == 0 ? written
        : done == 1 && client.Done == 2 && others >= client.Before && client.Value == value ? value
        : null;
}
