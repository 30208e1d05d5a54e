using System.Xml;
using System.Xml.Linq;

namespace VfioActors.Architecture.Tests.Sources;

/// <summary>
/// A project or props file: its path from the root of the repository with forward slashes, and its elements.
/// </summary>
public sealed class ProjectFile(string path, string text)
{
    private readonly XDocument _xml = XDocument.Parse(text, LoadOptions.SetLineInfo);

    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The first folder of the path: src, tools or tests.</summary>
    public string Area => Path.Split('/')[0];

    public IEnumerable<XElement> All(string element) => _xml.Descendants(element);

    /// <summary>The projects it refers to, each with its path from the root of the repository.</summary>
    public IEnumerable<(XElement Element, string Path)> References =>
        All("ProjectReference").Select(element => (element, Resolve(element.Attribute("Include")?.Value ?? "")));

    public Offence Offence(XObject place, string what) =>
        new(Path, ((IXmlLineInfo)place).LineNumber, what);

    private string Resolve(string include)
    {
        List<string> parts = [.. Path.Split('/')[..^1]];
        foreach (var part in include.Replace('\\', '/').Split('/'))
        {
            if (part != "..") { parts.Add(part); }
            else if (parts.Count > 0) { parts.RemoveAt(parts.Count - 1); }
        }

        return string.Join('/', parts);
    }
}
