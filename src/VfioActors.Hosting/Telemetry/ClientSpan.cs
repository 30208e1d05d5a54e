using System.Diagnostics;
using VfioActors.Runtime.Telemetry;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Telemetry;

/// <summary>
/// The activity of one call that a client makes from outside of actors, below whatever its caller is doing; nothing
/// while nobody listens.
/// </summary>
internal readonly struct ClientSpan
{
    private readonly Activity? _activity;

    private ClientSpan(Activity? activity) => _activity = activity;

    /// <summary>A call begins.</summary>
    /// <param name="message">The call.</param>
    /// <param name="actor">Whom it is made to.</param>
    internal static ClientSpan Started(object message, string actor)
    {
        if (!VfioActorsTelemetry.Source.HasListeners()) { return default; }
        var type = message.GetType();
        var name = type.DeclaringType?.Name.Replace("Message", "", StringComparison.Ordinal);
        var activity = VfioActorsTelemetry.Source.StartActivity(
            name is null ? type.Name : $"{name}.{type.Name}", ActivityKind.Client);
        activity?.SetTag("actor", actor);
        return new(activity);
    }

    /// <summary>The call is answered, or waited for no longer.</summary>
    internal void End(Errno error)
    {
        if (_activity is null) { return; }
        if (error != Errno.None) { _activity.SetTag("errno", $"{error}"); }
        _activity.SetStatus(error == Errno.None ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        _activity.Dispose();
    }
}
