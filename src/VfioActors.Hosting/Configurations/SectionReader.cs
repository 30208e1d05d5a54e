using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace VfioActors.Hosting.Configurations;

/// <summary>Reads one section of HOCON: what it asks for is accepted, and all else is a mistake.</summary>
/// <param name="path">Where the section is, for mistakes.</param>
/// <param name="section">The section.</param>
/// <param name="mistakes">Where each mistake goes, as one line.</param>
internal sealed class SectionReader(string path, HoconObject section, ICollection<string> mistakes)
{
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The section of a configuration; an empty one where there is none.</summary>
    internal static SectionReader Of(Config config, string path, ICollection<string> mistakes) =>
        new(path, config.GetValue(path)?.GetObject() ?? new HoconObject(), mistakes);

    /// <summary>The names in the section, where it has names and no keys.</summary>
    internal IReadOnlyList<string> Names => [.. section.Items.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A section inside this one.</summary>
    internal SectionReader Section(string key)
    {
        var inner = Find(key);
        if (inner is not null && !inner.IsObject() && !inner.IsEmpty) { Refuse(key, "a section in braces"); }
        return new($"{path}.{key}", inner is not null && inner.IsObject() ? inner.GetObject() : new(), mistakes);
    }

    /// <summary>A text; null when there is none.</summary>
    internal string? Text(string key) => Find(key) is { } value && value.IsString() ? value.GetString() : null;

    /// <summary>A text that must be there.</summary>
    internal string Name(string key)
    {
        if (Text(key) is { Length: > 0 } name) { return name; }
        mistakes.Add($"{path}: {key} is missing");
        return "";
    }

    /// <summary>A list of texts, or one text with commas.</summary>
    internal IReadOnlyList<string> Texts(string key)
    {
        if (Find(key) is not { } value) { return []; }
        if (value.IsArray()) { return [.. value.GetStringList()]; }
        const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        return (value.GetString() ?? "").Split(',', Trimmed);
    }

    /// <summary>A number, or the usual one.</summary>
    internal ulong Number(string key, ulong usual) => NumberOrNull(key) ?? usual;

    /// <summary>A number of an int, or the usual one.</summary>
    internal int Count(string key, int usual)
    {
        if (Text(key) is not { } text) { return usual; }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) { return number; }
        Refuse(key, "a whole number");
        return usual;
    }

    /// <summary>A number; null when there is none.</summary>
    internal ulong? NumberOrNull(string key)
    {
        if (Text(key) is not { } text) { return null; }
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) { return number; }
        Refuse(key, "a whole number");
        return null;
    }

    /// <summary>Yes or no, or what is usual.</summary>
    internal bool Flag(string key, bool usual)
    {
        if (Text(key) is not { } text) { return usual; }
        if (text.ToUpperInvariant() is "TRUE" or "ON" or "YES") { return true; }
        if (text.ToUpperInvariant() is "FALSE" or "OFF" or "NO") { return false; }
        Refuse(key, "true, false");
        return usual;
    }

    /// <summary>One of several names, with dashes between words, or the usual one.</summary>
    internal T Choice<T>(string key, T usual)
        where T : struct, Enum
    {
        if (Text(key) is not { } text) { return usual; }
        foreach (var one in Enum.GetValues<T>())
        {
            if (Dashed(one.ToString()).Equals(text, StringComparison.OrdinalIgnoreCase)) { return one; }
        }

        Refuse(key, string.Join(", ", Enum.GetNames<T>().Select(Dashed)));
        return usual;
    }

    /// <summary>A time, or the usual one.</summary>
    internal TimeSpan Time(string key)
    {
        try
        {
            var time = Find(key)?.GetTimeSpan() ?? TimeSpan.Zero;
            if (time > TimeSpan.Zero) { return time; }
        }
        catch (FormatException)
        {
            // The line below says it.
        }

        Refuse(key, "a time of more than 0, such as 10s");
        return TimeSpan.FromSeconds(1);
    }

    /// <summary>Says which keys were not asked for. To be called last.</summary>
    internal void Finish()
    {
        foreach (var key in section.Items.Keys.Where(key => !_known.Contains(key)).Order(StringComparer.Ordinal))
        {
            mistakes.Add($"{path}: there is no key {key}; accepted: {string.Join(", ", _known)}");
        }
    }

    internal void Refuse(string key, string accepted) =>
        mistakes.Add($"{path}.{key} is {Find(key)}; accepted: {accepted}");

    private static string Dashed(string name) => string.Concat(name.Select((one, at) =>
        char.IsUpper(one) && at > 0 ? $"-{char.ToLowerInvariant(one)}" : $"{char.ToLowerInvariant(one)}"));

    private HoconValue? Find(string key)
    {
        _known.Add(key);
        return section.Items.TryGetValue(key, out var value) ? value : null;
    }
}
