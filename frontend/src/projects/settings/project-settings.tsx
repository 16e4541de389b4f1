import { useHead, useRights } from '../../board/context'
import { ProjectBar } from '../../board/project-bar'
import { useTitle } from '../../app/use-title'
import { ColumnSettings } from './columns'
import { Danger } from './danger'
import { LabelSettings } from './labels'
import { MemberSettings } from './members'
import { General } from './general'

export function ProjectSettings() {
  const head = useHead()
  const { owner, edit } = useRights()
  useTitle(`Settings of ${head.name}`)
  return (
    <div className="flex h-full flex-col">
      <ProjectBar page="settings" />
      <main className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-4xl px-4 py-8">
          {!owner && <p className="pb-4 text-soft">Only owners may change the project, its columns and its people{edit ? '; labels are yours to change too' : ''}.</p>}
          <General owner={owner} />
          <MemberSettings owner={owner} />
          <ColumnSettings owner={owner && edit} />
          <LabelSettings editable={edit} />
          {owner && <Danger />}
        </div>
      </main>
    </div>
  )
}
