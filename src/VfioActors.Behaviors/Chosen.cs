namespace VfioActors.Behaviors;

/// <summary>
/// The host's answer to <see cref="Outbox.Choose"/>: which of the options happens. Explored and recorded like a
/// message.
/// </summary>
/// <param name="Question">What was asked, a number of the asker's own.</param>
/// <param name="Option">The option, from 0.</param>
public readonly record struct Chosen(int Question, int Option) : IMessage;
