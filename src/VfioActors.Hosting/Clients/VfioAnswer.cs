using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>What became of a call.</summary>
/// <typeparam name="T">What it gives when it is not refused.</typeparam>
/// <param name="Value">What it gave; of a refused call it is what the kernel left there, mostly nothing.</param>
/// <param name="Error">
/// Why it was refused. Beside what the call itself says: EAGAIN, too many calls wait, ask again. ETIMEDOUT: no answer
/// within the client's patience, as of a wait of the kernel's with a time-out; the call goes on, and what becomes of it
/// nobody hears. ENODEV: the application shuts down. EIO: the actor broke a promise and is gone.
/// </param>
public readonly record struct VfioAnswer<T>(T Value, Errno Error)
{
    /// <summary>Whether it was not refused.</summary>
    public bool IsDone => Error == Errno.None;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The call was refused.</exception>
    public T Get() => IsDone ? Value : throw new InvalidOperationException($"the call was refused: {Error}");
}
