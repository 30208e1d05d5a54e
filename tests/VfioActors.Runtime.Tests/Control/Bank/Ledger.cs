namespace VfioActors.Runtime.Tests.Control.Bank;

/// <summary>What accounts say they have; for the test alone.</summary>
internal sealed class Ledger
{
    private readonly SortedDictionary<string, int> _balances = new(StringComparer.Ordinal);

    internal int Sum => _balances.Values.Sum();

    internal int this[string account]
    {
        get => _balances[account];
        set => _balances[account] = value;
    }
}
