using VfioActors.Behaviors;

namespace VfioActors.Runtime;

/// <summary>Does what steps ask for: sends, sets timers, has the host choose. Decides nothing.</summary>
internal abstract class Performer
{
    /// <summary>Does all that one step asked for.</summary>
    internal void Perform(ReadOnlySpan<Effect> effects, Shell shell)
    {
        foreach (ref readonly var effect in effects) { Perform(in effect, shell); }
    }

    internal void Perform(in Effect effect, Shell shell)
    {
        shell.CountSent();
        switch (effect.Kind)
        {
            case EffectKind.Send: Send(in effect.Envelope, shell); break;
            case EffectKind.Timer: SetTimer(in effect, shell); break;
            default: Choose(in effect, shell); break;
        }
    }

    private protected abstract void Send(in Envelope envelope, Shell shell);

    private protected abstract void SetTimer(in Effect effect, Shell shell);

    private protected abstract void Choose(in Effect effect, Shell shell);
}
