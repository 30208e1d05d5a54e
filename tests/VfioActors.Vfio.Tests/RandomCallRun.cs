using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests;

/// <summary>Calls drawn from a list, one after the other, and what each is answered. A seed draws the same again.</summary>
internal abstract class RandomCallRun(int seed)
{
    protected Random Random { get; } = new(seed);

    /// <summary>What may be called. It is asked once; a call draws what it is made with when its turn comes.</summary>
    protected abstract IEnumerable<(string Operation, Func<Errno> Call)> Calls { get; }

    internal IEnumerable<(string Operation, Errno Error)> Take(int count)
    {
        (string Operation, Func<Errno> Call)[] calls = [.. Calls];
        for (var at = 0; at < count; at++)
        {
            var (operation, call) = calls[Random.Next(calls.Length)];
            yield return (operation, call());
            AfterCall();
        }
    }

    /// <summary>What happens beside the calls.</summary>
    protected virtual void AfterCall()
    {
    }
}
