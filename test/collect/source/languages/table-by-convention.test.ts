import {describe, expect, it} from '@jest/globals'
import {tableByConvention} from '../../../../src/collect/source/languages/table-by-convention.ts'

describe('The table of a class that names none', () => {
  it.each([
    ['OrderLine', 'order_lines', 'order_lines'],
    ['HTTPRequest', 'http_requests', 'http_requests'],
    ['Person', 'people', 'people'],
    ['CivilStatus', 'civil_statuses', 'civil_statuses'],
    ['Address', 'addresses', 'addresses'],
    ['Process', 'processes', 'processes'],
    ['Category', 'categories', 'categories'],
    ['Survey', 'surveys', 'surveys'],
    ['Index', 'indices', 'indices'],
    ['Matrix', 'matrices', 'matrices'],
    ['Medium', 'media', 'media'],
    ['Datum', 'data', 'data'],
    ['Analysis', 'analyses', 'analyses'],
    ['Basis', 'bases', 'bases'],
    ['Life', 'lives', 'lives'],
    ['Half', 'halves', 'halves'],
    ['Tax', 'taxes', 'taxes'],
    ['Batch', 'batches', 'batches'],
    ['Quiz', 'quizzes', 'quizzes'],
    ['News', 'news', 'news'],
    ['Metadata', 'metadata', 'metadatas'],
    ['Series', 'series', 'series'],
    ['Photo', 'photos', 'photos'],
    ['Hero', 'heros', 'heroes'],
    ['Leaf', 'leafs', 'leaves'],
    ['Campus', 'campus', 'campuses'],
    ['Bus', 'buses', 'buses'],
    ['Feedback', 'feedbacks', 'feedback'],
    ['Human', 'humans', 'humans'],
  ])('of %s is %s for Rails and %s for Laravel', (type, rails, laravel) => {
    expect([tableByConvention(type, 'rails'), tableByConvention(type, 'laravel')]).toEqual([rails, laravel])
  })
})
