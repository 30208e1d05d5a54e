using Akka.Actor;
using VfioActors.Hosting.Doors;
using VfioActors.Hosting.Telemetry;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>Calls one actor through its door, with patience.</summary>
/// <param name="door">The door.</param>
/// <param name="patience">How long an answer is waited for.</param>
internal sealed class ActorCalls(IActorRef door, TimeSpan patience)
{
    /// <summary>Calls, and reads the answer.</summary>
    /// <param name="message">The call.</param>
    /// <param name="read">What the end of the answer and its parts say.</param>
    /// <exception cref="OperationCanceledException">The caller waits no more; the call goes on.</exception>
    internal async ValueTask<VfioAnswer<T>> CallAsync<TEnd, T>(
        object message, Func<TEnd, IReadOnlyList<object>, VfioAnswer<T>> read, CancellationToken cancellation)
    {
        var span = ClientSpan.Started(message, door.Path.Name);
        VfioAnswer<T> heard = new(default!, Errno.ETIMEDOUT);
        try
        {
            var answer = await door.Ask<WholeAnswer>(new WholeCall(message), patience, cancellation)
                .ConfigureAwait(false);
            heard = read((TEnd)answer.End, answer.Parts);
        }
        catch (AskTimeoutException)
        {
            // The call goes on.
        }
        finally
        {
            span.End(heard.Error);
        }

        return heard;
    }
}
