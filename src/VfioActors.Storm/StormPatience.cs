namespace VfioActors.Storm;

/// <summary>
/// Sees when a storm has come to nothing but refusals: for a while no operation succeeded, and clients asked meanwhile
/// whether what they give back is ever taken. Who is merely slow asks nothing.
/// </summary>
/// <param name="successes">How many operations were answered without an error so far.</param>
/// <param name="doubts">How often a client asked whether what it gives back is ever taken.</param>
/// <param name="patience">How long is too long.</param>
/// <param name="clock">Whose time counts; null for that of the system.</param>
internal sealed class StormPatience(
    Func<long> successes, Func<long> doubts, TimeSpan patience, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>
    /// Of the time between two looks that much counts at most: where that is longer, all stood still, as on a machine
    /// that is busy, and nobody could succeed.
    /// </summary>
    private readonly TimeSpan _most = patience / 5;

    private long _succeeded = -1;
    private long _doubts;
    private long _looked;
    private TimeSpan _waited;

    /// <summary>Looks again.</summary>
    /// <returns>Whether it has lasted too long.</returns>
    internal bool IsOver()
    {
        var (succeeded, now) = (successes(), _clock.GetTimestamp());
        var passed = _clock.GetElapsedTime(_looked, now);
        _looked = now;
        if (succeeded != _succeeded)
        {
            (_succeeded, _doubts, _waited) = (succeeded, doubts(), TimeSpan.Zero);
            return false;
        }

        _waited += passed < _most ? passed : _most;
        return doubts() > _doubts && _waited > patience;
    }
}
